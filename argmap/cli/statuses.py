"""The exit statuses of commands, and the words of the help about them."""

CLEAN, FOUND, WRONG_USAGE = 0, 1, 2
EXITS = "exit status: 0 no errors, 1 at least one error in the maps, 2 wrong usage"
