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

// What a page answers with stands in its text areas, also in one that was typed into before.
function setAreas() {
  document.querySelectorAll(".team-form textarea").forEach((area) => {
    if (area !== document.activeElement) area.value = area.defaultValue;
  });
}

function tell(words) {
  const region = document.getElementById("working");
  if (region) region.textContent = words;
}

addEventListener("input", (event) => {
  if (event.target.matches(".slide")) {
    const field = fieldOf(event.target);
    if (field) field.value = event.target.value;
  } else if (event.target.id) {
    document.querySelectorAll(`.slide[data-for="${CSS.escape(event.target.id)}"]`).forEach(setRange);
  }
});

// A small team's plan follows its sliders: one request at a time, and after it the newest. An answer to an older one
// leaves what was set since.
const set = new Map();
addEventListener("change", (event) => {
  const button = document.querySelector(".follows");
  const field = event.target.matches(".slide") ? fieldOf(event.target) : event.target;
  if (!button || !field || !field.closest(".slid")) return;
  set.set(field.id, field.value);
  button.click();
});
addEventListener("click", (event) => {
  const button = event.target.closest(".team-form button");
  if (button && !button.matches(".follows")) set.clear();
});
function keepSet() {
  set.forEach((value, id) => {
    const field = document.getElementById(id);
    if (field) field.value = value;
  });
}

addEventListener("submit", (event) => {
  const region = document.getElementById("working");
  if (!region || !event.target.matches(".team-form")) return;
  const toFile = event.submitter && (event.submitter.getAttribute("formaction") || "").endsWith("/files");
  tell(toFile ? region.dataset.file : region.dataset.plan);
  if (toFile) setTimeout(tell, CLEARED_MS, "");
});

let asked = 0;
addEventListener("htmx:before:request", () => {
  asked += 1;
  const region = document.getElementById("working");
  if (region) tell(region.dataset.plan);
});
// The next request may begin before the last one is told to be over.
addEventListener("htmx:finally:request", (event) => {
  asked -= 1;
  const region = document.getElementById("working");
  const { response } = event.detail.ctx;
  if (region && !asked) tell(response && response.status === BUSY ? region.dataset.busy : "");
});
// What is wrong is told above a form, which may be far from the button that was pressed.
function showAlert() {
  const alert = document.querySelector("main [role=alert]");
  if (alert) alert.scrollIntoView({ block: "center" });
}

addEventListener("htmx:after:settle", () => { keepSet(); setRanges(); setAreas(); showAlert(); });
addEventListener("pageshow", () => { tell(""); setRanges(); });
