// Fields from words: select words in the text, press the letter of a field (or its button).
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const text = document.getElementById("text");
  const form = document.getElementById("draft");
  if (!text || !form) return;
  let chosen = null; // the last selection in the text: a click on a button would lose it

  // Offsets count code points, as the ledger does, and not the units of a script's strings.
  const length = (words) => [...words].length;

  function selected() {
    const selection = getSelection();
    if (selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    const inside = (node) => text.contains(node);
    if (!inside(range.startContainer) || !inside(range.endContainer)) return null;
    const element = (node) => (node.nodeType === Node.TEXT_NODE ? node.parentElement : node);
    const block = element(range.startContainer).closest("[data-start]");
    if (!block) return null;
    const words = range.toString();
    if (!words.trim()) return null;
    const before = document.createRange();
    before.selectNodeContents(block);
    before.setEnd(range.startContainer, range.startOffset);
    const lead = words.length - words.trimStart().length;
    const start = Number(block.dataset.start) + length(before.toString()) + lead;
    return { words: words.trim(), start };
  }

  document.addEventListener("selectionchange", () => {
    const now = selected();
    if (now) chosen = now;
  });

  function take(name) {
    const words = document.getElementById(`w.${name}`);
    const now = selected() || chosen;
    if (!now) {
      words.focus();
      return;
    }
    words.value = now.words;
    document.getElementById(`s.${name}`).value = now.start;
    chosen = null;
    getSelection().removeAllRanges();
    text.focus({ preventScroll: true });
    htmx.trigger(form, "words");
  }

  // A preview that comes after something else was filled in would undo that: it is asked for anew.
  let edits = 0;
  form.addEventListener("input", () => (edits += 1));
  form.addEventListener("htmx:beforeRequest", (event) => {
    event.detail.requestConfig.edits = edits;
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    const asked = event.detail.requestConfig;
    if (asked.elt !== form || asked.edits === edits) return;
    event.detail.shouldSwap = false;
    delete document.body.dataset.busy; // nothing settles where nothing is swapped
    htmx.trigger(form, "words");
  });

  form.addEventListener("mousedown", (event) => {
    if (event.target.closest("button.take")) event.preventDefault(); // it would end the selection
  });
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button.take");
    if (button) take(button.dataset.field);
  });

  // A word at a time by keyboard: arrows move, with Shift they select.
  text.addEventListener("keydown", (event) => {
    const forward = event.key === "ArrowRight";
    if (!forward && event.key !== "ArrowLeft") return;
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    const selection = getSelection();
    if (!selection.rangeCount || !text.contains(selection.focusNode)) {
      const start = text.querySelector("mark.w-evidence") || text.querySelector("[data-start]");
      selection.collapse(start.firstChild || start, 0);
      selection.modify("extend", "forward", "word");
      return;
    }
    if (!event.shiftKey) {
      if (forward) selection.collapseToEnd();
      else selection.collapseToStart();
    }
    selection.modify("extend", forward ? "forward" : "backward", "word");
  });

  const evidence = text.querySelector("mark.w-evidence");
  if (evidence) {
    const down = evidence.getBoundingClientRect().top - text.getBoundingClientRect().top;
    text.scrollTop += down - text.clientHeight / 3;
  }
  text.focus({ preventScroll: true });
});
