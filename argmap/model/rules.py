"""Every rule a map can break: its code, how bad it is, what it means, why it matters and how to mend it.

`RULES` is the only list of finding codes. The docs page, the SARIF rules and the case folders of the tests are all
derived from it or tested against it.
"""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How bad a finding is: an error stops the build, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule, which is a kind of finding.

    Attributes:
        code: Its code, such as `AM012`.
        severity: How bad it is to break it.
        title: The fault in a line, as a noun.
        reason: Why it matters.
        mend: How to mend it.
    """

    code: str
    severity: Severity
    title: str
    reason: str
    mend: str


def _rules(severity: Severity, *rows: tuple[str, str, str, str]) -> list[Rule]:
    return [Rule(code, severity, title, reason, mend) for code, title, reason, mend in rows]


_ERRORS = _rules(
    Severity.ERROR,
    # Files
    (
        "AM001",
        "a file that cannot be read, or is not UTF-8 text",
        "Files of a map are read as UTF-8, and all others copied; guessing an encoding would garble names.",
        "Save the file as UTF-8; if it cannot be opened, look at its permissions.",
    ),
    (
        "AM002",
        "a NUL or another control character",
        "Control characters cannot be seen, and they break the drawings' XML.",
        "Delete the character at the place named.",
    ),
    (
        "AM003",
        "a bidirectional control character",
        "It can make text read differently from what is stored, so a reviewer could be deceived.",
        "Delete the character; right-to-left words need none.",
    ),
    (
        "AM004",
        "a symbolic link",
        "Wherever it lies in the docs folder, it could bring a file from outside the project onto the site.",
        "Put in its place the file or folder that it leads to, or delete it.",
    ),
    (
        "AM005",
        "a file over its size limit",
        "A node is one statement with a few sentences; a file this large is a mistake or an attack.",
        "Split it (a node has 64 KiB at most, a glossary or a page of a map 256 KiB, references or a drawing 4 MiB).",
    ),
    (
        "AM006",
        "a file where none belongs",
        "Only .md files of a map's nodes folder become nodes; anything else would be lost silently.",
        "Move or delete the file.",
    ),
    # Front matter and YAML
    (
        "AM007",
        "front matter missing or not closed",
        "A node begins with a block of fields between two lines of three hyphens.",
        "Begin the file with ---, then the fields, then --- on a line of its own.",
    ),
    (
        "AM008",
        "YAML that cannot be read",
        "Until the block is valid YAML, none of its fields can be trusted.",
        "Mend the line named; text that holds a colon followed by a space needs quotes.",
    ),
    (
        "AM009",
        "a YAML anchor, alias or tag",
        "They let one place change another unseen, and can blow a small file up without bound.",
        "Write the value out.",
    ),
    (
        "AM010",
        "a key, a name or a label given twice",
        "Readers of files do not agree which of the two counts; of names in a list, one would say nothing.",
        "Delete one of the two.",
    ),
    (
        "AM011",
        "a value that YAML turns into something else",
        'Unquoted, YAML reads no as false and 1.10 as 1.1, and a text ends before " #"; what you wrote would change.',
        r"Put the value in quotes; within double quotes, a backslash is written \\.",
    ),
    # Relations
    (
        "AM012",
        "a relation to a node that does not exist",
        "A relation needs both its ends.",
        "Correct the id, or add the node.",
    ),
    (
        "AM013",
        "a node related to itself",
        "A claim is no reason for or against itself.",
        "Point the relation at another node.",
    ),
    (
        "AM014",
        "two relations from one node to the same node",
        "Readers could not tell which of the two is meant.",
        "Keep one; if both hold, they are two statements and so two nodes.",
    ),
    (
        "AM015",
        "a cycle of support",
        "Claims that support each other in a circle support nothing.",
        "Remove the relation that is not an argument, or split the node.",
    ),
    (
        "AM016",
        "a node that bears on no thesis",
        "What leads to no thesis, no question and no context cannot be found from the top of the map.",
        "Relate the node to what it is a reason for or against, to what it explains, or to the question it answers.",
    ),
    (
        "AM017",
        "an undercut of a relation that does not exist",
        "An undercut denies that one node bears on another, so that relation has to be there.",
        "Write the undercut as the relation's two ids, in the order from -> to.",
    ),
    (
        "AM019",
        "a relation that makes no sense between its ends",
        "A question asserts nothing, so it bears on nothing and can only be answered; a context only frames.",
        "Write the relation that the hint names, or give one of the nodes another kind.",
    ),
    # Fields
    (
        "AM020",
        "an unknown field",
        "A misspelled field would be ignored without a word.",
        "Correct the name or delete the field.",
    ),
    (
        "AM021",
        "a missing field",
        "The page cannot be written without it.",
        "Add the field.",
    ),
    (
        "AM022",
        "a value of the wrong type",
        "A list where text is meant, text where a list is meant, or an address that is none cannot be guessed at.",
        "Write the value in the form the hint shows.",
    ),
    (
        "AM023",
        "a value that is not among the allowed ones",
        "Pages, drawings and filters know only these words.",
        "Choose one of the words in the hint.",
    ),
    (
        "AM024",
        "an empty text",
        "An empty field says nothing; leave it out instead.",
        "Fill the field in or delete it.",
    ),
    (
        "AM025",
        "a text that is too long",
        "Titles stand in diagrams and lists; a statement is one sentence to quote by itself.",
        "Shorten it, and say the rest in the prose.",
    ),
    # Identity
    (
        "AM030",
        "an id that is not of the right form",
        "An id is an address for ever: lower-case Latin words joined by hyphens, at most 60 characters.",
        "Rename the file.",
    ),
    (
        "AM031",
        "an id used twice",
        "Two nodes cannot have one address, whatever folders their files lie in.",
        "Rename one of the files.",
    ),
    (
        "AM032",
        "an alias that collides",
        "An old address can lead to one node only, and never to a page that exists.",
        "Remove the alias from one of the two.",
    ),
    (
        "AM033",
        "a replaced-by that does not exist",
        "A withdrawn node's page sends its readers on; the node it names must be there.",
        "Correct the id, or leave replaced-by out.",
    ),
    (
        "AM034",
        "a withdrawal that is not complete",
        "Who finds a withdrawn node needs to know why, and nothing may still lean on it.",
        "Give status: withdrawn together with reason, and re-relate what pointed at the node.",
    ),
    (
        "AM035",
        "an id that is the address of another page",
        "The map's own pages stand beside its nodes, under the same roof.",
        "Choose another id.",
    ),
    (
        "AM036",
        "a map with neither thesis nor question",
        "The thesis is what the whole map exists to establish; every path leads there, or to a question.",
        "Give one node kind: thesis, or kind: question.",
    ),
    (
        "AM037",
        "a step of the guided path or a node of the overview that is not there, or there twice",
        "Readers follow the path from page to page and the overview from box to box, so each is a node that stands.",
        "Correct the id, or delete it.",
    ),
    (
        "AM038",
        "a file at an address that a map takes",
        "Two files cannot have one address; the page or file that somebody put there would be lost.",
        "Give the file another name.",
    ),
    # The mapped text
    (
        "AM040",
        "a locator that map.yml does not declare",
        "A locator is a promise that the mapped text says so there.",
        "Correct the locator, or declare the section in map.yml.",
    ),
    (
        "AM041",
        "a quotation of 15 words or more",
        "The mapped text is not ours to republish; a few words are enough to find the place.",
        "Shorten the quotation to the words that matter.",
    ),
    (
        "AM042",
        "evidence with neither source nor citation",
        "Evidence is what a reader can look up, so the page must say where.",
        "Add source or cites.",
    ),
    (
        "AM043",
        "a contributor's node with nothing to rest on",
        "What is not in the mapped text needs a ground of its own.",
        "Add cites, or a node of evidence that supports it.",
    ),
    (
        "AM044",
        "sections or notes declared wrongly",
        "Every locator is made from this list, so it has to be unambiguous.",
        "Give each section its own id and a number of paragraphs of 1 or more.",
    ),
    (
        "AM046",
        "a node of the mapped text without a locator",
        "Whoever relies on the map must be able to look up where the text says so.",
        "Add source, or voice: contributor when the text does not say so.",
    ),
    (
        "AM047",
        "paragraphs.tsv cannot be used",
        "It tells where each paragraph of the mapped text begins and ends; a gap would hide text from every count.",
        "Give one line for each locator of map.yml, in their order, with the columns of the first line.",
    ),
    (
        "AM048",
        "a quotation that the mapped text does not hold",
        "A quotation is verbatim, or it is none; whoever relies on it will look it up.",
        "Copy the words from the paragraph that the locator names, or correct the locator.",
    ),
    (
        "AM049",
        "a paragraph that cannot be found in the mapped text",
        "Quotations can only be looked up in a paragraph whose beginning and end are found.",
        "Correct the first or last words in paragraphs.tsv, or give the right file.",
    ),
    # References
    (
        "AM050",
        "references.json, or an entry of it, cannot be read",
        "It must be a JSON array of CSL-JSON entries, as Zotero exports it.",
        "Mend the line named, or export the list again.",
    ),
    (
        "AM051",
        "a reference of the wrong form",
        "Citation styles can only format entries that keep to CSL-JSON.",
        "Mend the entry named.",
    ),
    (
        "AM052",
        "a reference id used twice",
        "A citation could mean either of the two, be they in one file or in two.",
        "Give one of the works another id, or keep the record that is right.",
    ),
    (
        "AM054",
        "a citation key or voice that nothing has",
        "Readers could not find the work, or who says so.",
        r"Correct it, or add the work to references.json or works:, the person to glossary.yml; a plain at-sign is \@.",
    ),
    (
        "AM056",
        "a citation of the wrong form",
        "A citation is a key, and after a comma a locator such as pp. 12-13.",
        "Write it as the hint shows.",
    ),
    (
        "AM057",
        "an address that is not a web address",
        "Anything but http and https could run as a program in a reader's browser.",
        "Give an address that begins with https:// or http://.",
    ),
    (
        "AM058",
        "verified.json cannot be used",
        "It tells readers which quotations were found in the mapped text; a mistake in it would mislead them.",
        "Write it anew with argmap verify; it is not for writing by hand.",
    ),
    # Prose
    (
        "AM060",
        "prose that would not be shown as written",
        "Raw HTML, headings, pictures, unsafe addresses and formulas that cannot be read have no place in prose.",
        "Write what the hint says: paragraphs, lists, quotations, tables, emphasis, links, code, footnotes, formulas.",
    ),
    (
        "AM061",
        "a link in a node's prose that leads nowhere",
        "A relative link names the file of a node or page, as code hosts and editors read it; that file must be there.",
        "Correct the way from the node's own file, such as ../folder/some-claim.md, or give a whole https address.",
    ),
    (
        "AM063",
        "an edition that cannot be",
        "Editions are cited by name and day, and the name is part of tags and files; with others, that leads nowhere.",
        "Give each edition a name and the day of its release, the newest first; a draft stands on top, without a day.",
    ),
    (
        "AM064",
        "prose that nobody has written yet",
        "A new node comes with a line that says what to write; readers would see that line.",
        "Write a few sentences in its place, or delete it.",
    ),
    (
        "AM065",
        "prose that is too long",
        "A node is one statement with a few sentences; much more is a mistake or an attack.",
        "Say it in fewer words, or split the node (the limit is 10,000 characters).",
    ),
    (
        "AM066",
        "quotation marks or tags that are never closed",
        "Pandoc tries each of them with and without an end, so that a few dozen keep it busy for hours.",
        "Close them, or leave them out.",
    ),
    (
        "AM068",
        "what could run or load on a page of a map's folder",
        "A map's pages come from many hands and are shown as they are: script would run, and other hosts be asked.",
        "Write plain Markdown; of HTML, what only structures or marks text, links, and pictures that lie on the site.",
    ),
    (
        "AM069",
        "a file of a map's folder that could run",
        "Files of a map's folder are published as they are; a browser runs what a page, a script or a drawing holds.",
        "Put still pictures, texts and data there; save a drawing without script, and without what other hosts have.",
    ),
    (
        "AM070",
        "an argmap block that cannot be filled",
        "The page would have a hole where the drawing or list was meant to be.",
        "Give view: and of: as the hint shows.",
    ),
    (
        "AM074",
        "an id that is both a work's and a person's",
        "A voice could mean either of the two.",
        "Give the person or group another id in glossary.yml.",
    ),
    (
        "AM076",
        "a quotation of nobody else",
        "What the mapped text quotes are words of others; the author's own, and a contributor's, are not quoted in it.",
        "Correct voice, or delete quoted.",
    ),
    (
        "AM077",
        "import.json cannot be used",
        "It tells where each node was imported from; without it, an import could not tell what people wrote since.",
        "Take it back from git; it is not for writing by hand.",
    ),
    # Programs this project calls
    (
        "AM081",
        "a drawing that Graphviz could not make",
        "The page would lack its drawing.",
        "Look at the node named; if nothing is odd there, report it.",
    ),
    (
        "AM082",
        "references that pandoc could not format",
        "Citations are formatted by pandoc only, so none could be shown.",
        "Look at the work that stands where the finding does, or in that file; often one has an odd date or name.",
    ),
    (
        "AM095",
        "a list of works that is not read",
        "Works that lie beside map.yml in another form would be missing without a word.",
        "Save it as references.json (CSL JSON), .bib (BibTeX), .ris, or .yaml as pandoc has it.",
    ),
    (
        "AM087",
        "the file of an edition that cannot be read",
        "What was cited from the edition is in this file and nowhere else.",
        "Take the file back as it was released, from git or from what is attached to the release.",
    ),
    (
        "AM088",
        "a released edition whose file is not as it was released",
        "Whoever cited the edition relies on its staying as it was; its SHA-256 in editions.yml says how that was.",
        "Take the file and its entry in editions.yml back from git; what is to change goes into the next edition.",
    ),
    (
        "AM089",
        "a released edition that is edited under its name",
        "The same name would stand for two different texts, and what was cited would say something else.",
        "Begin the draft of the next edition with argmap release draft; the next release gives it a name.",
    ),
    # Changes, as argmap diff sees them
    (
        "AM090",
        "an address that leads nowhere any more",
        "Whoever cited or linked the node would find nothing.",
        "Keep the file as withdrawn, or give the old id as an alias of another node; let a map's folder keep its name.",
    ),
    (
        "AM091",
        "what a citation shows or depends on changed under the same revision",
        "Whoever cited the node named a revision, and would find something else under it.",
        "Raise revision by one (argmap fmt --raise does it); when the meaning changed, withdraw it and write another.",
    ),
)


_WARNINGS = _rules(
    Severity.WARNING,
    (
        "AM075",
        "an overview that shows an objection without its strongest answer",
        "Most readers see the overview and little more; an objection shown alone there seems to be the last word.",
        "Add the node that the message names, or leave the objection out.",
    ),
    (
        "AM018",
        "a linked premise with no partner",
        "Premises are linked because they count only together; one alone is an ordinary reason.",
        "Give its partner in this map the same jointly label, or drop the label.",
    ),
    (
        "AM045",
        "a paragraph declared not argued that nodes are mapped to",
        "Both cannot be true, and the coverage would be wrong.",
        "Delete the line from not-argued, or correct the locator.",
    ),
    (
        "AM053",
        "references.json is not sorted by id",
        "Sorted, two people who add a work each do not get in each other's way.",
        "Sort the entries by id.",
    ),
    (
        "AM055",
        "a reference that is never cited",
        "The list of references should show what the map rests on.",
        "Cite the work on a node, or delete the entry.",
    ),
    (
        "AM059",
        "a quotation not yet looked up in the mapped text",
        "Its page says so to the reader: the quotation is new, or has changed since the others were verified.",
        "Run argmap verify where the mapped text is at hand; a maintainer can do that for you.",
    ),
    (
        "AM062",
        "an edition that editions.yml does not tell of",
        "A released edition is cited with the day of its release, and editions.yml has it.",
        "Release it with argmap release, which writes the entry, or set edition: draft.",
    ),
    (
        "AM067",
        "markup in a text that is shown as typed",
        "Titles, statements, because and schemes stand in lists and drawings, where a * or a [@key] stays a sign.",
        "Leave the signs out, or write inline code; cite with cites:, and say the rest in the prose.",
    ),
    (
        "AM092",
        "a released edition that is not frozen in a file",
        "Its nodes have no pages of their own, so what cites it leads to the map as it is now.",
        "Release the next edition with argmap release, which writes the file; the old one stays as it is.",
    ),
    (
        "AM098",
        "the same record of a work in two files",
        "Whoever corrects the one will not see the other, and from then on they differ.",
        "Delete one of the two; of what nodes bring, argmap fmt --collect keeps one record, in references.json.",
    ),
    (
        "AM097",
        "a work without a title",
        "Styles then show nothing but name and year, and readers do not learn what they would look for.",
        "Give it one; for a letter or the like, a description in square brackets.",
    ),
    (
        "AM099",
        "parts of entries that CSL does not have",
        "Registries and reference managers add parts of their own, which no style shows; they are left out everywhere.",
        "Nothing needs mending; a misspelled name of a variable is among them as well, so look once.",
    ),
    (
        "AM093",
        "a date that cannot be read",
        "What is not understood is not published, since it would stand there as it was typed; a year in it is shown.",
        'Write it as {"date-parts": [[2013, 4, 26]]}; as a text, 2013-04-26, 2001/2003, 1850~ or 44 BC.',
    ),
    (
        "AM094",
        "entries that nothing can cite",
        "A key is of letters and digits, with single : . / + - _ between them, so that it can stand in a text.",
        "Give each entry an id, or run argmap fmt --collect, which makes one of name and year.",
    ),
    (
        "AM096",
        "an address or DOI of a work that cannot be read",
        "It would lead nowhere, so it is left out of pages and downloads.",
        "Write the address with https:// and without spaces, and the DOI as it begins with 10.",
    ),
    (
        "AM080",
        "a drawing too large to make",
        "One drawing holds at most 2,000 nodes; the page says so and shows the outline instead.",
        "Nothing needs mending; split the map if you want it drawn whole.",
    ),
    (
        "AM083",
        "citations not formatted, or a list not read, because there is no pandoc",
        "Without it, pages name works by title and key, and works listed in BibTeX or RIS by the key alone.",
        "Install the package pypandoc_binary, or a pandoc that is found on the path.",
    ),
    (
        "AM084",
        "letters that PNG and PDF cannot show",
        "They would be empty boxes there, so the drawings with them are offered as SVG and DOT only.",
        "Write the title in letters that the fonts have, or leave it: in pages and SVG the reader's own fonts show it.",
    ),
    (
        "AM085",
        "pictures not made, because there is no Typst, or nothing that draws what it sets",
        "Without it, drawings are offered as SVG and DOT only, and links to pages show words without a picture.",
        "Install the packages that the finding names; where there is none for your machine, build on another.",
    ),
    (
        "AM086",
        "a link in a node's prose to less than it says",
        "Who follows it finds a node that was withdrawn, or the top of a page instead of the heading.",
        "Link to what stands there now; a heading that is given an id of its own keeps it when its words change.",
    ),
    (
        "AM029",
        "what looks like a part of the map and says nothing there",
        "It would be passed over without a word: a file of nearly the right name, a field that needs another.",
        "Give it the name or the field that the hint says, or delete it.",
    ),
)


RULES: dict[str, Rule] = {rule.code: rule for rule in sorted([*_ERRORS, *_WARNINGS], key=lambda rule: rule.code)}
"""Every rule by its code, in the order of the codes."""
