// What every page may use. Every page works without it.
"use strict";

// The page's own part of its address says which section is meant; a closed section there is opened.
function openTarget() {
  let id = location.hash.slice(1);
  try { id = decodeURIComponent(id); } catch { return; } // no address of ours
  const target = id && document.getElementById(id);
  if (!target) return;
  const own = target.querySelector(":scope > details");
  if (own) own.open = true;
  for (let at = target.closest("details"); at; at = at.parentElement.closest("details")) at.open = true;
}
addEventListener("hashchange", openTarget);
addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#"]');
  if (link && link.hash === location.hash) openTarget(); // the same again is no change
});
addEventListener("DOMContentLoaded", openTarget);
