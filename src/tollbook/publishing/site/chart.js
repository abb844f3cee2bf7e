// Shows the words of a count beside the pointer. Without scripts the browser shows them as a title.
"use strict";
{
  const chart = document.querySelector(".chart");
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.hidden = true;
  document.body.append(tip);
  for (const link of chart.querySelectorAll("a")) {
    const title = link.querySelector("title");
    const words = title.textContent;
    title.remove();
    link.addEventListener("pointermove", (event) => {
      tip.textContent = words;
      tip.hidden = false;
      const right = event.clientX > innerWidth / 2;
      const low = event.clientY > innerHeight / 2;
      tip.style.left = right ? "" : `${event.clientX + 14}px`;
      tip.style.right = right ? `${innerWidth - event.clientX + 14}px` : "";
      tip.style.top = low ? "" : `${event.clientY + 14}px`;
      tip.style.bottom = low ? `${innerHeight - event.clientY + 14}px` : "";
    });
    link.addEventListener("pointerleave", () => { tip.hidden = true; });
  }
}
