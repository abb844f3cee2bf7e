// Shows the statement beside its words while they are under the pointer or have the focus.
"use strict";

const reading = document.querySelector(".reading");
let lit = [];

function unlight() {
  for (const element of lit) element.classList.remove("lit", "shown");
  lit = [];
}

// The statement with the shortest evidence is shown whole, the others that share the words are lit.
function light(marks) {
  unlight();
  marks.forEach((mark, place) => {
    const note = document.getElementById(mark);
    if (!note) return;
    note.classList.add("lit");
    if (place === 0) note.classList.add("shown");
    lit.push(note);
    for (const words of reading.querySelectorAll(`[data-said~="${CSS.escape(mark)}"]`)) {
      words.classList.add("lit");
      lit.push(words);
    }
  });
}

function follow(event) {
  const words = event.target.closest("[data-said]");
  if (words) light(words.dataset.said.trim().split(/\s+/));
  const note = event.target.closest(".note");
  if (note) light([note.id]);
}

reading.addEventListener("mouseover", follow);
reading.addEventListener("focusin", follow);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") unlight();
});
