// Names while somebody types: each field with data-suggest, the address that answers, becomes a combobox with a list
// (ARIA 1.2). The field stays what it is: it is sent as it stands, and works without this.

const WAIT = 120; // milliseconds without a key before names are asked for
const made = (tag, own) => Object.assign(document.createElement(tag), own);
const names = made("ul", { id: "names", className: "names", role: "listbox", hidden: true, ariaLabel: "Names" });
const told = made("p", { className: "unseen", role: "status" });
let open = null; // the field whose list is open
let active = -1;
let asked = new AbortController();
let timer = 0;

const suggesting = (event) => (event.target.matches?.("input[data-suggest]") ? event.target : null);
const chosen = () => names.children[active];

// Again whenever a field is used: an update of the page may have taken it away.
function arm(field, expanded = false) {
  const state = { role: "combobox", "aria-autocomplete": "list", "aria-controls": names.id, "aria-expanded": expanded };
  for (const [name, value] of Object.entries(state)) field.setAttribute(name, value);
  if (!told.isConnected) document.body.append(told);
  if (!names.isConnected) document.body.append(names);
}

function close() {
  clearTimeout(timer);
  asked.abort();
  open?.setAttribute("aria-expanded", "false");
  open?.removeAttribute("aria-activedescendant");
  names.hidden = true;
  [open, active] = [null, -1];
}

function point(at) {
  chosen()?.setAttribute("aria-selected", "false");
  active = at;
  if (!chosen()) return open.removeAttribute("aria-activedescendant");
  chosen().setAttribute("aria-selected", "true");
  open.setAttribute("aria-activedescendant", chosen().id);
  chosen().scrollIntoView({ block: "nearest" });
}

function option({ name, about, called, path }, at) {
  const item = made("li", { id: `name-${at}`, role: "option", ariaSelected: "false" });
  item.append(name, " ", made("span", { className: "soft", textContent: called ? `${about}; “${called}”` : about }));
  Object.assign(item.dataset, { name, path });
  return item;
}

function show(field, found) {
  names.replaceChildren(...found.map(option));
  active = -1;
  told.textContent = !found.length ? "No name begins so." : found.length === 1 ? "1 name, down arrow to choose." : `${found.length} names, down arrow to choose.`;
  if (!found.length) return close();
  (field.closest("label, .inline") || field).after(names);
  names.hidden = false;
  open = field;
  arm(field, true);
}

async function ask(field, then = () => {}) {
  asked.abort();
  const mine = (asked = new AbortController());
  if (!field.value.trim()) return close();
  const address = new URL(field.dataset.suggest, location.href);
  address.searchParams.set("q", field.value);
  try {
    const answer = await fetch(address, { signal: mine.signal });
    const { names: found } = answer.ok ? await answer.json() : { names: [] };
    if (mine.signal.aborted || document.activeElement !== field) return;
    show(field, found);
    if (open) then();
  } catch { /* it was asked anew, or nobody answers: the field is as it was */ }
}

function choose(field) {
  const { name, path } = chosen().dataset;
  close();
  if (field.hasAttribute("data-go")) return location.assign(path);
  field.value = name;
  told.textContent = `${name} is filled in.`;
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

addEventListener("input", (event) => {
  const field = suggesting(event);
  if (!field) return;
  arm(field, open === field);
  clearTimeout(timer);
  timer = setTimeout(ask, WAIT, field);
});
addEventListener("keydown", (event) => {
  const field = suggesting(event);
  if (!field || event.isComposing) return;
  const { key, altKey } = event;
  const last = names.children.length - 1;
  if (key === "ArrowDown" && open !== field) ask(field, () => altKey || point(0));
  else if (key === "ArrowDown" && !altKey) point(active < last ? active + 1 : -1);
  else if (key === "ArrowUp" && open === field) altKey ? close() : point(active < 0 ? last : active - 1);
  else if (key === "Enter" && open === field && chosen()) choose(field);
  else if (key === "Escape" && open === field) close();
  else {
    if (open === field && (key === "Home" || key === "End")) point(-1); // the cursor's, in the text
    if (key === "Enter" || key === "Tab") close();
    return;
  }
  event.preventDefault();
});
addEventListener("focusin", (event) => { if (suggesting(event)) arm(event.target); });
addEventListener("focusout", (event) => { if (event.target === open || suggesting(event)) close(); });
names.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
names.addEventListener("click", (event) => {
  const item = event.target.closest("[role=option]");
  if (!item || !open) return;
  active = [...names.children].indexOf(item);
  choose(open);
});
