// A service worker for /bord/. Opens the page of a table when there is no network: the page as it was last seen, and what it is made of. Nothing else
// passes here, and notes are kept by the page itself.

const KEPT = "bord";
const MADE_OF = ["style", "script", "font", "image"];

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const isAsked = request.mode === "navigate" || MADE_OF.includes(request.destination);
  if (request.method === "GET" && isAsked && new URL(request.url).origin === self.location.origin) {
    event.respondWith(answered(request));
  }
});

// The network first, so that a new version of the page is shown as soon as there is one.
async function answered(request) {
  const kept = await caches.open(KEPT);
  try {
    const answer = await fetch(request);
    if (answer.ok && !answer.redirected) await kept.put(request.url, answer.clone());
    return answer;
  } catch (away) {
    const before = await kept.match(request.url);
    if (before) return before;
    throw away;
  }
}
