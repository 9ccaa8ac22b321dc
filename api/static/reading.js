// A long ad: the form is sent by script, and the answer comes with how far its reading is. Short ads, and pages
// without script, are sent as ever. A form asks for this by data-reading, the address that answers in events.
"use strict";

const LONG_TEXT = 8000; // characters
const LONG_FILE = 100000; // bytes of a file that may be packed or hold pictures

function isLong(form) {
  const answered = form.elements.sealed; // what stands in such a form as it came was read already
  const news = [...form.querySelectorAll("textarea")].filter((one) => !answered || one.value !== one.defaultValue);
  const texts = news.reduce((sum, one) => sum + one.value.length, 0);
  const files = [...form.querySelectorAll("input[type=file]")].flatMap((one) => [...one.files]);
  return texts > LONG_TEXT || files.some((one) => one.size > (one.type.startsWith("text/") ? LONG_TEXT : LONG_FILE));
}

function waiting(beside, stop) {
  const box = Object.assign(document.createElement("div"), { className: "reading note" });
  box.innerHTML = '<progress aria-label="Sentences read"></progress> <button type="button" class="plain small">Stop</button><p role="status"></p>';
  const [bar, button, words] = box.children;
  button.addEventListener("click", stop);
  beside.after(box);
  box.scrollIntoView({ block: "nearest" });
  requestAnimationFrame(() => { words.textContent = "Reading. This is a long one."; });
  let told = 0;
  return {
    box,
    progress({ done, of }) {
      if (!of) return; // nobody knows yet how many there are
      Object.assign(bar, { max: of, value: done });
      if (Math.floor((10 * done) / of) === told) return; // a screen reader says it all: ten times are enough
      told = Math.floor((10 * done) / of);
      words.textContent = done < of ? `${done.toLocaleString()} of ${of.toLocaleString()} sentences are read.` : "All is read. Looking for courses.";
    },
  };
}

async function* events(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const blocks = (rest + part.value).split("\n\n");
    rest = blocks.pop();
    for (const block of blocks) {
      const lines = block.split("\n");
      const name = lines.find((line) => line.startsWith("event: "))?.slice(7);
      yield { name, data: lines.filter((line) => line.startsWith("data: ")).map((line) => line.slice(6)).join("\n") };
    }
  }
}

async function shown(html) {
  const main = document.getElementById("main");
  await htmx.swap({ text: html, target: main, swap: "innerMorph", sourceElement: main });
  const wrong = main.querySelector("[aria-invalid=true]");
  (wrong || main).focus({ preventScroll: true });
  (wrong || main).scrollIntoView({ block: wrong ? "center" : "start" });
}

async function read(form, sent, button) {
  const leaving = new AbortController();
  const here = waiting(button, () => leaving.abort());
  form.setAttribute("aria-busy", "true");
  const headers = { "HX-Request-Type": "partial" };
  try {
    const answer = await fetch(form.dataset.reading, { method: "POST", body: sent, headers, signal: leaving.signal });
    if (!answer.headers.get("content-type")?.startsWith("text/event-stream")) return await shown(await answer.text());
    for await (const { name, data } of events(answer.body)) {
      if (name === "progress") here.progress(JSON.parse(data));
      else return await shown(data);
    }
    throw new Error("the answer broke off");
  } catch (error) {
    const words = leaving.signal.aborted ? "Stopped. What you gave is still here." : "That did not work: the answer broke off. What you gave is still here; try again.";
    here.box.replaceChildren(Object.assign(document.createElement("p"), { role: "status", textContent: words }));
    button.focus();
  } finally {
    form.removeAttribute("aria-busy");
  }
}

// Before htmx, which listens on the form itself.
document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-reading]");
  if (!form || form.hasAttribute("aria-busy") || !isLong(form) || event.submitter?.hasAttribute("data-plain") || typeof htmx === "undefined") return;
  event.preventDefault();
  event.stopPropagation();
  form.querySelector(".reading")?.remove();
  read(form, new FormData(form, event.submitter), event.submitter || form.querySelector("[type=submit]"));
}, true);
