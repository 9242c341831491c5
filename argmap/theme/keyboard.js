// What the theme lacks for whoever has no pointer.
//
// Its search closes at Tab, and no result is a stop for the focus; and at Escape the focus is lost.
const search = document.querySelector('.md-search[data-md-component="search"]');
const isOpen = document.querySelector('[data-md-toggle="search"]');
const field = search?.querySelector("input[type=text]");
const output = search?.querySelector(".md-search__output");

// Keys that the theme takes for the beginning of a word to search for, wherever the focus is.
const MOVING = ["Tab", "Shift", "Alt", "PageUp", "PageDown", "Home", "End"];

function searchable(was, pressed) {
  // Whoever came on a walk stays in the field, where it is seen while the search is closed, and searches on by typing;
  // whoever came from elsewhere goes back there.
  let walks = pressed === "Tab";
  document.addEventListener("keydown", ({ key }) => { walks = key === "Tab"; }, true);
  const backTo = (one) => (walks && matchMedia("(min-width: 60em)").matches ? field : one);
  let before = search.contains(document.activeElement) ? backTo(was) : null;

  function close() {
    if (isOpen.checked) isOpen.click(); // as the theme does, which is told so
  }
  // What is open says how many results there are.
  const number = output.querySelector(".md-search-result__meta");
  const follow = () => { if (number) number.role = isOpen.checked ? "status" : null; };
  isOpen.addEventListener("change", follow);
  follow();
  // The frame of the results scrolls, and would be a stop as well.
  output.querySelector(".md-search__scrollwrap")?.setAttribute("tabindex", "-1");
  // What was left out of the query is said above what it found.
  const left = document.createElement("p");
  left.role = "status";
  Object.assign(left.style, { margin: 0, padding: "0 .8rem", font: "inherit", fontSize: ".64rem" });
  number?.after(left);
  async function tell() {
    await import("./letters.js");
    const query = self.argmapLetters.withoutLetters(field.value);
    const said = query === field.value ? "" : (document.getElementById("__config")?.dataset.amLeftOut ?? "").replace("{query}", () => query);
    if (left.textContent !== said) left.textContent = said;
  }
  new MutationObserver(() => {
    tell().catch(() => {});
    for (const one of output.querySelectorAll('.md-search-result__item [tabindex="-1"]')) one.removeAttribute("tabindex");
  }).observe(output, { childList: true, subtree: true });

  search.addEventListener("focusin", ({ relatedTarget }) => {
    if (!search.contains(relatedTarget)) before = backTo(relatedTarget);
  });
  field.addEventListener("input", () => { if (!isOpen.checked) isOpen.click(); });
  search.addEventListener("focusout", ({ relatedTarget }) => {
    if (!relatedTarget || search.contains(relatedTarget)) return;
    close();
    // On a phone the theme scrolls back to where the page was, away from what has the focus by now.
    setTimeout(() => document.activeElement.scrollIntoView({ block: "nearest" }), 600);
  });
  // The theme listens at the window, which comes after the document.
  document.addEventListener("keydown", (event) => {
    if (!isOpen.checked || event.ctrlKey || event.metaKey) return;
    const { activeElement: active } = document;
    if (event.key === "Escape" && !event.isComposing) {
      event.stopPropagation();
      if (output.contains(active)) {
        field.focus(); // one step back, from what was found to what was asked
        return;
      }
      close();
      if (before?.isConnected && before !== document.body) before.focus();
      else active?.blur();
    } else if (MOVING.includes(event.key) || (event.key === " " && active?.matches("summary"))) event.stopPropagation();
  });
}

export function begin(was, pressed) {
  if (isOpen && output) searchable(was, pressed);
}

// A browser brings a box of a drawing into sight where it stands above or below the frame, and not where it stands beside.
document.addEventListener("focusin", ({ target }) => {
  const frame = target.closest(".am-scroll");
  if (!frame || frame === target || !target.matches(":focus-visible")) return; // what a pointer presses must not move
  const [box, around] = [target.getBoundingClientRect(), frame.getBoundingClientRect()];
  const room = Math.min(30, Math.max(0, (around.width - box.width) / 2)); // beside it, where signs tell that there is more
  frame.scrollLeft += Math.min(0, box.left - around.left - room) + Math.max(0, box.right - around.right + room);
});

// The box that says what a word means closes when the focus goes on, and not only at Escape.
document.addEventListener("focusin", ({ target }) => {
  const box = CSS.supports("selector(:popover-open)") && document.querySelector(".am-words :popover-open");
  if (box && !box.contains(target) && target.getAttribute("popovertarget") !== box.id) box.hidePopover();
});

// Of its choices of colours none is chosen at first, so that who comes from behind meets the last, which is not shown.
const colours = document.querySelector('[data-md-component="palette"]');
colours?.addEventListener("focusin", ({ target }) => {
  if (!target.nextElementSibling?.hidden) return;
  const shown = colours.querySelector(".md-option:has(+ label:not([hidden]))");
  if (!shown) return;
  shown.checked = true;
  shown.focus();
});

// What opens the menu and the search of a phone is a label, which the keyboard passes over: a button takes its place and its looks.
function openerOf(toggle, name) {
  const label = toggle && document.querySelector(`.md-header label[for="${toggle.id}"]`);
  if (!label || !name) return null;
  const opener = document.createElement("button");
  for (const { name: attribute, value } of label.attributes) opener.setAttribute(attribute, value);
  Object.assign(opener, { type: "button", ariaLabel: name });
  opener.append(...label.childNodes);
  label.replaceWith(opener);
  const told = () => opener.setAttribute("aria-expanded", toggle.checked);
  told();
  toggle.addEventListener("change", told);
  return opener;
}

const menu = document.querySelector('[data-md-toggle="drawer"]');
const links = document.querySelector(".md-nav--primary");
const toMenu = openerOf(menu, links?.ariaLabel);
if (toMenu) {
  const turn = () => {
    menu.click();
    const [first] = [...links.querySelectorAll("a")].filter((link) => link.checkVisibility({ visibilityProperty: true }));
    (menu.checked ? (first ?? toMenu) : toMenu).focus();
  };
  toMenu.addEventListener("click", turn);
  links.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.checked) return;
    event.stopPropagation();
    turn();
  });
}

// Where the field is seen only while the search is open, a walk comes to what opens it and not to the field, which would
// open it at every step that passes.
const toSearch = field && openerOf(isOpen, field.ariaLabel);
if (toSearch) {
  toSearch.addEventListener("click", () => {
    isOpen.click();
    field.focus();
  });
  const isFolded = matchMedia("(max-width: 59.9375em)");
  const stop = () => { field.tabIndex = isFolded.matches && !isOpen.checked ? -1 : 0; };
  for (const one of [isFolded, isOpen]) one.addEventListener("change", stop);
  stop();
}
