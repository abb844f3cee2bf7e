// Single keys: each presses the visible button, link or heading that names it with data-key.
"use strict";

const KEYS_OFF = "tollbook-single-keys-off";

function keyActs(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return false;
  const at = event.target;
  const typing = at.matches("textarea, select, input:not([type=checkbox], [type=radio])");
  return !typing && !at.isContentEditable && localStorage.getItem(KEYS_OFF) === null;
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    const open = event.target.closest("details[open]");
    if (open) {
      open.open = false;
      open.querySelector("summary").focus();
    }
    return;
  }
  if (!keyActs(event) || document.body.dataset.busy) return;
  const named = document.querySelectorAll(`[data-key="${CSS.escape(event.key)}"]`);
  const wanted = [...named].find((one) => one.checkVisibility());
  if (!wanted) return;
  event.preventDefault();
  if (!wanted.hasAttribute("data-keeps-selection")) wanted.focus();
  if (!wanted.matches("select, input")) wanted.click();
});

// A decision is only made on what is shown: no key acts until the next statement is there, which
// is as soon as it comes.
htmx.config.defaultSettleDelay = 0;
document.addEventListener("htmx:beforeRequest", () => (document.body.dataset.busy = "yes"));
for (const end of ["htmx:afterSettle", "htmx:responseError", "htmx:sendError"]) {
  document.addEventListener(end, () => delete document.body.dataset.busy);
}

// A conflict is shown in place of the statement; what was refused is said in a sentence.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status === 409) {
    event.detail.shouldSwap = event.detail.xhr.response.includes("data-focus");
    event.detail.isError = !event.detail.shouldSwap;
  }
});
document.addEventListener("htmx:responseError", (event) => {
  const page = new DOMParser().parseFromString(event.detail.xhr.response, "text/html");
  const sentence = page.querySelector("main .lead");
  say(sentence ? sentence.textContent : "The server refused this; reload the page.");
});
document.addEventListener("htmx:sendError", () => say("The server does not answer; try again."));

function say(sentence) {
  const trouble = document.getElementById("trouble");
  if (trouble) trouble.textContent = sentence;
}

// Focus goes on to what is new.
document.addEventListener("htmx:afterSettle", (event) => {
  const next = event.detail.target.querySelector("[data-focus]");
  if (next) next.focus();
});

// Who needs the keys for something else can turn them off.
document.addEventListener("DOMContentLoaded", () => {
  const choice = document.getElementById("single-keys");
  if (!choice) return;
  choice.closest("label").hidden = false;
  choice.checked = localStorage.getItem(KEYS_OFF) === null;
  choice.addEventListener("change", () => {
    if (choice.checked) localStorage.removeItem(KEYS_OFF);
    else localStorage.setItem(KEYS_OFF, "yes");
  });
});
