// The screen in the room follows what happens: it fetches itself, and what differs takes the place of what stood.
// Without it somebody loads the page anew.

const EVERY = 2000; // so that what happens is seen within five seconds
let shown = document.querySelector("[data-room]");

setInterval(async () => {
  const answer = await fetch(location.href, { cache: "no-store" }).catch(() => null); // the network may be away for a while
  if (!answer?.ok || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const next = page.querySelector("[data-room]");
  if (next) document.title = page.title;
  if (!next || next.outerHTML === shown.outerHTML) return;
  shown.replaceWith(next);
  shown = next;
}, EVERY);
