// A form that can show how its text will look shows it beside the text while one writes. It asks the same page that the
// button asks, and takes out what that would show.

const button = document.querySelector("form[method=post] [name=preview]");
const form = button?.form;
const pause = 700; // milliseconds without a key

if (form && "content" in document.createElement("template")) {
  const beside = document.createElement("div");
  beside.className = "beside d-print-none";
  beside.tabIndex = 0; // it scrolls by itself where it is long
  document.querySelector("[data-preview]")?.remove(); // what was asked for with the button stands beside now
  form.classList.add("form--beside");
  form.before(beside);
  beside.before(form);
  let waiting = 0;
  let last = "";
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, pause);
  });
  show();

  async function show() {
    const sent = new URLSearchParams(new FormData(form));
    sent.set("preview", "1");
    if (String(sent) === last || ![...form.querySelectorAll("textarea")].some((field) => field.value.trim())) return;
    last = String(sent);
    const answer = await fetch(form.action, { method: "POST", body: sent }).catch(() => null);
    const page = answer && new DOMParser().parseFromString(await answer.text(), "text/html");
    const shown = page?.querySelector("[data-preview]");
    if (shown && last === String(sent)) beside.replaceChildren(document.adoptNode(shown));
  }
}
