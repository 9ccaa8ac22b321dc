// The job seeker's page: sliders, files dropped on a field, and an answer that follows what is decided.
"use strict";

document.documentElement.classList.add("scripted");

// A slider moves its number, which is the form's truth; a number moves its slider.
function wake(root) {
  for (const slider of root.querySelectorAll("input[type=range][data-of]")) slider.hidden = false;
  for (const button of root.querySelectorAll("[data-print]")) button.hidden = false;
}
addEventListener("input", (event) => {
  const slider = event.target;
  if (slider.dataset && slider.dataset.of) document.getElementById(slider.dataset.of).value = slider.value;
});
addEventListener("change", (event) => {
  const field = event.target;
  if (field.dataset && field.dataset.of) {
    document.getElementById(field.dataset.of).dispatchEvent(new Event("change", { bubbles: true }));
  } else if (field.type === "radio" && field.name.startsWith("instead:")) {
    const typed = field.closest("fieldset").querySelector(".typed input");
    if (typed) typed.value = "";
  }
}, true);
addEventListener("click", (event) => { if (event.target.matches("[data-print]")) print(); });

// A file that is to be downloaded is no answer to put into the page.
addEventListener("submit", (event) => {
  if (event.submitter && event.submitter.hasAttribute("data-plain")) event.stopImmediatePropagation();
}, true);

// A file dropped on a text goes into the file field beside it.
function fieldFor(event) {
  return event.target.closest && event.target.closest("textarea")
    ? document.querySelector(`input[type=file][data-drop="${event.target.closest("textarea").id}"]`) : null;
}
addEventListener("dragover", (event) => {
  if (fieldFor(event) && event.dataTransfer.types.includes("Files")) {
    event.preventDefault();
    event.target.closest("textarea").classList.add("dropping");
  }
});
for (const over of ["dragleave", "drop"]) {
  addEventListener(over, (event) => { if (fieldFor(event)) event.target.closest("textarea").classList.remove("dropping"); });
}
addEventListener("drop", (event) => {
  const field = fieldFor(event);
  if (!field || !event.dataTransfer.files.length) return;
  event.preventDefault();
  field.files = event.dataTransfer.files;
  field.dispatchEvent(new Event("change", { bubbles: true }));
});

// A word on a skill moves it into another list: whoever goes through the one goes on with what stood next in it.
let goesOn = null;
addEventListener("click", (event) => {
  const own = event.target.closest && event.target.closest(".quick");
  if (!own) return;
  const kind = own.name.slice(0, own.name.indexOf(":") + 1);
  const list = [...own.closest("ul").querySelectorAll(`:scope > li > .quicks > [name^="${kind}"]`)];
  const at = list.indexOf(own);
  goesOn = { id: (list[at + 1] || list[at - 1] || own).id, top: own.getBoundingClientRect().top };
});

// What had the focus may be gone with an update: the focus goes to what stands for it now, not to the top of the page.
let last = null;
addEventListener("focusin", (event) => { if (event.target.form?.id === "question") last = event.target; });
function refocus() {
  if (document.activeElement !== document.body || !last?.name) return;
  const same = document.querySelector(`#question [name="${CSS.escape(last.name)}"][value="${CSS.escape(last.value)}"]`);
  const next = last.isConnected ? last : same || document.querySelector(last.name === "pick" ? "[data-shown]" : "#short");
  next?.focus({ preventScroll: true });
}

// What is wrong is gone to when it is first said: the first of it, in whatever is closed around it.
let faultsBefore = "";
function toFault() {
  const faults = [...document.querySelectorAll("#question [aria-invalid=true]")];
  const said = faults.map((one) => document.getElementById(one.getAttribute("aria-describedby"))?.textContent).join("\n");
  if (faults.length && said !== faultsBefore) {
    for (let at = faults[0].closest("details"); at; at = at.parentElement.closest("details")) at.open = true;
    faults[0].focus({ preventScroll: true });
    faults[0].scrollIntoView({ block: "center" });
  }
  faultsBefore = said;
}

// What came in a file stands in its text now: it is not to be sent again.
document.addEventListener("htmx:after:swap", () => {
  for (const file of document.querySelectorAll("#question input[type=file]")) file.value = "";
  const add = document.getElementById("add");
  if (add) add.value = add.defaultValue; // the answer says what is left of it: nothing, where the skill was added
  wake(document);
  const next = goesOn && document.getElementById(goesOn.id);
  if (next) {
    next.focus({ preventScroll: true });
    scrollBy({ top: next.getBoundingClientRect().top - goesOn.top, behavior: "instant" }); // it is where the hand is
  }
  goesOn = null;
  refocus();
  toFault();
});
addEventListener("DOMContentLoaded", () => wake(document));
