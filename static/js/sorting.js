// Notes can be dragged to their heading, and ideas to a theme. It sends the form that ticks and a list of headings send without it: the note
// is ticked, its heading chosen, and what comes back takes the place of what stood. Nothing works by dragging alone.

const HELD = "sorting__note--held";
const OVER = "sorting__heading--over";
const field = document.querySelector("[data-sorting]")?.dataset.sorting || "notes"; // what the ticks are called
let board = document.querySelector("[data-sorting]");
let held = null;

ready();

function ready() {
  const help = board?.querySelector("[data-sorting-help]");
  if (!help || matchMedia("(pointer: coarse)").matches) return; // a finger scrolls, and ticks
  help.hidden = false;
  for (const note of board.querySelectorAll("[data-note]")) note.draggable = true;
}

document.addEventListener("dragstart", (event) => {
  held = event.target.closest?.("[data-sorting] [data-note]");
  if (!held) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", held.dataset.note);
  held.classList.add(HELD);
});

document.addEventListener("dragover", (event) => {
  const heading = held && event.target.closest?.("[data-heading]");
  mark(heading);
  if (heading) event.preventDefault();
});

document.addEventListener("dragend", () => {
  held?.classList.remove(HELD);
  held = null;
  mark(null);
});

document.addEventListener("drop", async (event) => {
  const heading = held && event.target.closest?.("[data-heading]");
  if (!heading || heading.contains(held)) return;
  event.preventDefault();
  await move(held.dataset.note, heading.dataset.heading);
});

function mark(heading) {
  for (const one of document.querySelectorAll("[data-heading]")) one.classList.toggle(OVER, one === heading);
}

async function move(note, heading) {
  const form = board.querySelector("form#flyt");
  const sent = new FormData(form);
  sent.delete(field);
  sent.append(field, note);
  sent.set("to", heading);
  const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(sent) }).catch(() => null);
  const page = answer && new DOMParser().parseFromString(await answer.text(), "text/html");
  const next = answer?.ok && page.querySelector("[data-sorting]");
  if (!next) { // refused, overtaken or no network: the form itself tells why
    for (const box of board.querySelectorAll(`[name=${field}]`)) box.checked = box.value === note;
    form.elements.to.value = heading;
    form.requestSubmit();
    return;
  }
  board.replaceWith(next);
  board = next;
  ready();
  board.querySelector(`[data-note="${note}"] input`)?.focus();
}
