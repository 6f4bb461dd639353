// The print station: asks once a second what there is, takes one badge at a time, prints it, and says so.
import { printPage } from "./printing.js";

const POLL = 1000; // milliseconds
const HEARTBEAT = 5000;

const root = document.querySelector("[data-station]");
const status = root.querySelector("[data-status]");
const pause = root.querySelector("[data-pause]");
const list = root.querySelector("[data-list]");
const form = root.querySelector("[data-jobs]");
const key = crypto.randomUUID(); // of this page: loaded again it is another station
let isPaused = false;
let version = "";
let known = { queued: 1 };

const wait = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });

function say(text) {
  if (status.textContent !== text) status.textContent = text;
}

async function post(address, fields = {}) {
  const body = new FormData(form);
  const all = { station: key, name: root.dataset.name, layout: root.dataset.layout, ...fields };
  for (const [name, value] of Object.entries(all)) body.set(name, value);
  const response = await fetch(address, { method: "POST", body, redirect: "error", headers: { "X-Requested-With": "fetch" } });
  if (response.status === 204) return {};
  const said = await response.json();
  if (said.problem) say(said.problem);
  if (!response.ok) throw new Error(String(response.status));
  return said;
}

/** How printing stands; most answers are a bare 304. */
async function look() {
  const headers = version ? { "If-None-Match": version } : {};
  const response = await fetch(root.dataset.queue, { headers, cache: "no-store", redirect: "error" });
  if (response.status === 304) return;
  if (!response.ok) throw new Error(String(response.status));
  version = response.headers.get("ETag") ?? "";
  known = await response.json();
  list.innerHTML = known.html;
}

/** Says it until it is heard: a badge that was printed is not to be looked for. */
async function report(job, failure) {
  for (;;) {
    try {
      await post(root.dataset.done.replace("/0/", `/${job.id}/`), { failure });
      return;
    } catch (error) {
      if (/^4/.test(error.message)) return; // not ours any more
      say(root.dataset.lost);
      await wait(POLL);
    }
  }
}

async function printNext() {
  const { job } = await post(root.dataset.take);
  if (!job) return false;
  say(`${root.dataset.printing}: ${job.name}`);
  let failure = "";
  try {
    await printPage(job.page);
  } catch {
    failure = root.dataset.unloaded;
  }
  await report(job, failure);
  return true;
}

async function run() {
  for (;;) {
    try {
      await look();
      const isBusy = !isPaused && known.queued > 0 && (await printNext());
      if (isBusy) continue; // the next one at once
      say(isPaused ? root.dataset.stopped : root.dataset.idle);
    } catch {
      say(root.dataset.lost);
    }
    await wait(POLL);
  }
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = event.submitter;
  button.disabled = true;
  try {
    await post(button.formAction, { what: button.value });
    await look();
  } catch {
    button.disabled = false;
  }
});
pause.addEventListener("click", () => {
  isPaused = !isPaused;
  pause.setAttribute("aria-pressed", String(isPaused));
});
setInterval(() => post(root.dataset.alive).catch(() => {}), HEARTBEAT);
post(root.dataset.alive).catch(() => {});
run();
