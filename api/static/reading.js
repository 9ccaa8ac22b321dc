// A long ad: the form is sent by script, and the answer comes with how far its reading is. Short ads, and pages
// without script, are sent as ever. A form asks for this by data-reading, which says what is counted; its address with
// "/reading" behind it answers in events. With data-anew it is always sent so, and the page that comes is a new one.
"use strict";

const LONG_TEXT = 8000; // characters
const LONG_FILE = 100000; // bytes of a file that may be packed or hold pictures

function isLong(form) {
  if (form.hasAttribute("data-anew")) return true; // as long as its courses take, which nobody sees from outside
  const answered = form.elements.sealed; // what stands in such a form as it came was read already
  const news = [...form.querySelectorAll("textarea")].filter((one) => !answered || one.value !== one.defaultValue);
  const texts = news.reduce((sum, one) => sum + one.value.length, 0);
  const files = [...form.querySelectorAll("input[type=file]")].flatMap((one) => [...one.files]);
  return texts > LONG_TEXT || files.some((one) => one.size > (one.type.startsWith("text/") ? LONG_TEXT : LONG_FILE));
}

function waiting(form, beside, stop) {
  const { reading, first, then } = form.dataset;
  const box = Object.assign(document.createElement("div"), { className: "reading note" });
  box.innerHTML = '<progress></progress> <button type="button" class="plain small">Stop</button><p role="status"></p>';
  const [bar, button, words] = box.children;
  bar.setAttribute("aria-label", `How many ${reading}`);
  button.addEventListener("click", stop);
  beside.after(box);
  box.scrollIntoView({ block: "nearest" });
  requestAnimationFrame(() => { words.textContent = first; });
  let told = 0;
  return {
    box,
    progress({ done, of }) {
      if (!of) return; // nobody knows yet how many there are
      Object.assign(bar, { max: of, value: done });
      if (Math.floor((10 * done) / of) === told) return; // a screen reader says it all: ten times are enough
      told = Math.floor((10 * done) / of);
      words.textContent = done < of ? `${done.toLocaleString()} of ${of.toLocaleString()} ${reading}.` : then;
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

// What stands here came by script: the form that it came of has an entry of its own in the history, to go back to.
let standing = history.state?.read ?? 0;

function remember(place) {
  history.replaceState({ ...history.state, read: standing }, "");
  standing = Date.now();
  history.pushState({ read: standing }, "", place);
}

// An anchor within the page has no mark, and what is marked as this page stands here already.
addEventListener("popstate", ({ state }) => {
  if (state?.read !== undefined && state.read !== standing) location.replace(location.pathname + location.search);
});

async function shown(form, html) {
  const main = document.getElementById("main");
  const anew = form.hasAttribute("data-anew");
  // The size that somebody gave a text area: htmx would write it into the new one, which the policy forbids.
  if (anew) main.querySelectorAll("[style]").forEach((one) => one.removeAttribute("style"));
  await htmx.swap({ text: html, target: main, swap: anew ? "innerHTML" : "innerMorph", sourceElement: main });
  const wrong = main.querySelector("[aria-invalid=true]");
  (wrong || main).focus({ preventScroll: true });
  (wrong || main).scrollIntoView({ block: wrong ? "center" : "start" });
}

async function read(form, sent, button) {
  const leaving = new AbortController();
  const here = waiting(form, button, () => leaving.abort());
  form.setAttribute("aria-busy", "true");
  const headers = { "HX-Request-Type": "partial" };
  try {
    const place = button.getAttribute("formaction") || form.getAttribute("action");
    const answer = await fetch(`${place}/reading`, { method: "POST", body: sent, headers, signal: leaving.signal });
    if (!answer.headers.get("content-type")?.startsWith("text/event-stream")) return await shown(form, await answer.text());
    for await (const { name, data } of events(answer.body)) {
      if (name === "progress") here.progress(JSON.parse(data));
      else {
        await shown(form, data);
        if (name === "done") remember(place);
        return;
      }
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
