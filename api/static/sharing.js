// A link that holds the question in its fragment: no server ever sees it. Opened, it fills the form and sends it.
"use strict";

const LONGEST_LINK = 30000; // characters; some programs cut longer ones
const MOST_UNPACKED = 4000000; // bytes
const MARK = "#s=";
const NOT_SHARED = ["sealed", "forget_files"];
const OF_THE_CV = (name) => name === "profile" || name.startsWith("have:");

async function through(stream, bytes, most = Infinity) {
  const parts = [];
  let size = 0;
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.length;
    if (size > most) throw new RangeError("unpacks to too much");
    parts.push(part.value);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

async function packed(fields) {
  const bytes = await through(new CompressionStream("deflate-raw"), new TextEncoder().encode(JSON.stringify(fields)));
  const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

async function unpacked(text) {
  const letters = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
  const fields = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(await through(new DecompressionStream("deflate-raw"), bytes, MOST_UNPACKED)));
  if (!Array.isArray(fields) || !fields.every((one) => Array.isArray(one) && one.length === 2 && one.every((part) => typeof part === "string"))) throw new TypeError("no fields");
  return fields.filter(([name]) => !NOT_SHARED.includes(name));
}

function fieldsOf(form, withCv) {
  const told = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && value && !NOT_SHARED.includes(name));
  return told.filter(([name]) => withCv || !OF_THE_CV(name));
}

async function copyLink(share) {
  const said = share.querySelector("[data-share-said]");
  const withCv = share.querySelector("[data-with-cv]").checked;
  const link = `${location.origin}/${MARK}${await packed(fieldsOf(document.getElementById("question"), withCv))}`;
  if (link.length > LONGEST_LINK) {
    said.textContent = `This is too long for a link: it would have ${link.length.toLocaleString()} characters, and ${LONGEST_LINK.toLocaleString()} is the most that is safe to send.${withCv ? " Without your CV it is shorter." : " Take it along as a file instead."}`;
    return;
  }
  try {
    await navigator.clipboard.writeText(link);
    said.textContent = `Copied: a link of ${link.length.toLocaleString()} characters, ${withCv ? "with your CV and what you say that you have" : "without your CV and what you say that you have"}.`;
  } catch {
    const shown = Object.assign(document.createElement("input"), { readOnly: true, value: link });
    shown.setAttribute("aria-label", "The link");
    said.replaceChildren("This browser does not let pages copy. Copy it from here: ", shown);
    shown.select();
  }
}

function fill(form, fields) {
  for (const field of form.elements) if (OF_THE_CV(field.name || "") && field.type === "textarea") field.value = "";
  for (const [name, value] of fields) {
    const own = [...form.elements].filter((one) => one.name === name && one.type !== "file" && one.type !== "submit");
    const choice = own.find((one) => (one.type === "radio" || one.type === "checkbox") && one.value === value);
    const plain = own.find((one) => one.type !== "radio" && one.type !== "checkbox" && one.type !== "hidden");
    if (choice) choice.checked = true;
    else if (plain) plain.value = value;
    else form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }
}

async function openLink() {
  if (!location.hash.startsWith(MARK)) return;
  const form = document.getElementById("question");
  const text = location.hash.slice(MARK.length);
  history.replaceState(null, "", location.pathname + location.search); // going back must not send it again
  try {
    fill(form, await unpacked(text));
    form.requestSubmit();
  } catch {
    document.getElementById("link-said").textContent = "This link is damaged: a part of it is missing or was changed. Ask for it again, or paste the ad here.";
  }
}

const show = () => { for (const one of document.querySelectorAll("[data-share]")) one.hidden = typeof CompressionStream === "undefined"; };
document.addEventListener("click", (event) => { if (event.target.matches("[data-copy-link]")) copyLink(event.target.closest("[data-share]")); });
document.addEventListener("htmx:after:swap", show);
addEventListener("DOMContentLoaded", () => { show(); openLink(); });
addEventListener("hashchange", openLink);
