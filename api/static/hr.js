// Sliders beside number fields, and a word on what is being worked on. The page works without it.
"use strict";

const CLEARED_MS = 10000;
const BUSY = 503;

function fieldOf(range) { return document.getElementById(range.dataset.for); }

function amountIn(field) { return Number.parseFloat(field.value.replace(/[,\s%]/g, "")); }

function setRange(range) {
  const field = fieldOf(range);
  if (!field) return;
  const amount = amountIn(field);
  if (amount > Number(range.max)) range.max = amount;
  range.value = Number.isNaN(amount) ? range.max : amount;
}

function setRanges() { document.querySelectorAll(".slide").forEach(setRange); }

// What was typed since the last request was sent, by the id of its field: no answer to that knows of it.
const typed = new Map();

// What a page answers with stands in its fields, also in those that were typed into before; a row may be another's now.
function setFields() {
  document.querySelectorAll(".team-form :is(textarea, select, input:not([type]))").forEach((field) => {
    const kept = typed.get(field.id);
    if (field.localName !== "select") {
      const value = kept ?? field.defaultValue;
      if (field.value !== value && (kept !== undefined || field !== document.activeElement)) field.value = value;
    } else if (kept !== undefined) field.value = kept;
    else if (field.id !== "csv_table") [...field.options].forEach((one) => { one.selected = one.defaultSelected; });
  });
}

function tell(words) {
  const region = document.getElementById("working");
  if (region) region.textContent = words;
}

function note(field) { if (field && field.id && field.closest(".team-form")) typed.set(field.id, field.value); }

addEventListener("input", (event) => {
  if (event.target.matches(".slide")) {
    const field = fieldOf(event.target);
    if (field) field.value = event.target.value;
    note(field);
  } else if (event.target.id) {
    note(event.target);
    document.querySelectorAll(`.slide[data-for="${CSS.escape(event.target.id)}"]`).forEach(setRange);
  }
});

// A small team's plan follows its sliders, one request at a time. Any other button goes before: it sends them along.
const SOON_MS = 250; // between leaving a field for a button and pressing that
let asked = 0;
let following = false; // that the request which runs is one of these
let again = false;
let moved = "";
let soon = 0;

function follow() {
  const button = document.querySelector(".follows");
  if (asked) again = true;
  else if (button) button.click();
}

addEventListener("change", (event) => {
  if (!event.target.closest(".slid") || !document.querySelector(".follows")) return;
  clearTimeout(soon);
  soon = setTimeout(follow, SOON_MS);
});
addEventListener("click", (event) => {
  const button = event.target.closest(".team-form button");
  if (!button) return;
  clearTimeout(soon);
  moved = ["leave_out", "take_back"].includes(button.name) ? button.name : "";
  again = asked > 0 && (!following || button.matches(".follows"));
}, true); // before the press becomes a request

addEventListener("submit", (event) => {
  const region = document.getElementById("working");
  if (!region || !event.target.matches(".team-form, .try")) return;
  const toFile = event.submitter && (event.submitter.getAttribute("formaction") || "").endsWith("/files");
  tell(toFile ? region.dataset.file : region.dataset.plan);
  if (toFile) setTimeout(tell, CLEARED_MS, "");
});

addEventListener("htmx:before:request", (event) => {
  asked += 1;
  following = event.target.matches(".follows");
  typed.clear();
  const region = document.getElementById("working");
  if (region) tell(region.dataset.plan);
});
addEventListener("htmx:finally:request", (event) => {
  asked -= 1;
  if (asked) return; // another has begun already
  const region = document.getElementById("working");
  const { response } = event.detail.ctx;
  if (region) tell(response && response.status === BUSY ? region.dataset.busy : "");
  if (again) setTimeout(follow); // once this one is over for the others, too
  again = false;
});
// What is wrong is told above a form, which may be far from the button that was pressed.
function showAlert() {
  const alert = document.querySelector("main [role=alert]");
  if (alert) alert.scrollIntoView({ block: "center" });
}

// The button of a course that was left out, or taken back, is gone.
function keepFocus() {
  if (!moved || document.activeElement !== document.body) return;
  const place = document.getElementById(moved === "leave_out" ? "left-out" : "plan");
  if (place) { place.tabIndex = -1; place.focus({ preventScroll: true }); }
}

addEventListener("htmx:after:settle", () => { setFields(); setRanges(); keepFocus(); showAlert(); });
addEventListener("pageshow", () => { tell(""); setRanges(); });
