// Makes forms kinder. Everything works without it.

const dictionary = document.documentElement.dataset;

// Live count of characters under a text with a limit; the server counts too.
for (const field of document.querySelectorAll("[data-limit]")) {
  const counter = document.getElementById(`${field.id}-count`);
  if (!counter) continue;
  const limit = Number(field.dataset.limit);
  const tell = () => {
    const left = limit - [...field.value.trim()].length;
    const words = left >= 0 ? dictionary.left : dictionary.over;
    counter.textContent = words.replace("{n}", new Intl.NumberFormat(document.documentElement.lang).format(Math.abs(left)));
    counter.classList.toggle("is-over", left < 0);
  };
  field.addEventListener("input", tell);
  tell();
}

// Buttons for bold, list and link put signs into the text that anybody may type as well.
const wrapped = (words, before, after) => {
  const [, front, inner, back] = words.match(/^(\s*)([^]*?)(\s*)$/);
  return { text: front + before + inner + after + back, at: front.length + before.length, length: inner.length };
};
const tools = {
  bold: (words) => (/^\*\*[^]+\*\*$/.test(words) ? { text: words.slice(2, -2), at: 0, length: words.length - 4 } : wrapped(words, "**", "**")),
  list: (words) => {
    const lines = words.split("\n");
    const isList = lines.every((line) => line.startsWith("- "));
    const text = lines.map((line) => (isList ? line.slice(2) : `- ${line}`)).join("\n");
    return { text, at: text.length, length: 0 };
  },
  link: (words) => {
    const made = wrapped(words, "[", "](https://)");
    return words.trim() ? { ...made, at: made.at + made.length + "](https://".length, length: 0 } : made;
  },
};
for (const group of document.querySelectorAll("[data-tools]")) {
  const field = document.getElementById(group.dataset.tools);
  group.hidden = false;
  group.addEventListener("click", ({ target }) => {
    const name = target.closest("[data-tool]")?.dataset.tool;
    if (!name) return;
    let [start, end] = [field.selectionStart, field.selectionEnd];
    if (name === "list") {
      start = field.value.lastIndexOf("\n", start - 1) + 1;
      end = field.value.indexOf("\n", end) < 0 ? field.value.length : field.value.indexOf("\n", end);
    }
    if (name === "bold" && field.value.slice(start - 2, start) === "**" && field.value.slice(end, end + 2) === "**") {
      [start, end] = [start - 2, end + 2];
    }
    const { text, at, length } = tools[name](field.value.slice(start, end));
    field.setRangeText(text, start, end);
    field.focus();
    field.setSelectionRange(start + at, start + at + length);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

// A form is sent once, however often the button is pressed.
for (const form of document.querySelectorAll("form[method=post]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
    setTimeout(() => delete form.dataset.sent, 8000);
  });
}

// After an error the reader begins at the summary.
document.querySelector(".error-summary")?.focus();

// What somebody writes stays in this tab until it is sent. A browser that keeps nothing goes without.
try {
  for (const form of document.querySelectorAll("form[action='/log-ud']")) form.addEventListener("submit", () => sessionStorage.clear());
  const isWritten = document.querySelector("form[method=post] textarea") || sessionStorage.getItem("typed-sent");
  if (isWritten) import("./typed.js");
} catch {
  // a private window, or a full one
}

// Passing a page on: the phone's own way where it has one, else a copy of the address.
for (const button of document.querySelectorAll("[data-share]")) {
  const { share, title, done } = button.dataset;
  if (!navigator.share && !navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    if (navigator.share) return navigator.share({ title, url: share }).catch(() => {});
    await navigator.clipboard.writeText(share);
    button.textContent = done;
  });
}
