// The live counter asks every few seconds whether a figure changed, draws them anew if so, and rings for guests of honour.
const POLL_MS = 3_000;
const SOUND = "maxforum.live.sound";

const live = document.querySelector("[data-live]");
const sound = document.querySelector("[data-sound]");
const arrived = document.querySelector("[data-arrived]");
const stale = document.querySelector("[data-stale]");
let audio;
let shown = "";
let rung = Math.max(0, ...[...live.querySelectorAll("[data-scan]")].map((one) => Number(one.dataset.scan)));

sound.checked = localStorage.getItem(SOUND) === "on";
sound.addEventListener("change", () => {
  localStorage.setItem(SOUND, sound.checked ? "on" : "off");
  if (sound.checked) ring(); // so that one hears what it is, and the browser lets the page sound later
});

function ring() {
  audio ??= new AudioContext();
  audio.resume();
  for (const [number, frequency] of [880, 1175].entries()) {
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    const begins = audio.currentTime + number * 0.25;
    tone.frequency.value = frequency;
    volume.gain.setValueAtTime(0.2, begins);
    volume.gain.exponentialRampToValueAtTime(0.001, begins + 0.6);
    tone.connect(volume).connect(audio.destination);
    tone.start(begins);
    tone.stop(begins + 0.6);
  }
}

function greet(arrivals) {
  const late = arrivals.filter((one) => one.scan > rung);
  if (late.length === 0) return;
  rung = Math.max(...late.map((one) => one.scan));
  arrived.textContent = arrived.dataset.text.replace("{}", late.map((one) => `${one.at} ${one.name}`).join(", "));
  arrived.hidden = false;
  if (sound.checked) ring();
}

async function renew() {
  const response = await fetch(live.dataset.live, { cache: "no-cache" });
  if (!response.ok) throw new Error(response.status);
  const version = response.headers.get("ETag");
  if (version === shown) return;
  const [figures, html] = await Promise.all([
    response.json(),
    fetch(live.dataset.figures).then((answer) => (answer.ok ? answer.text() : Promise.reject(new Error(answer.status)))),
  ]);
  greet(figures.arrivals);
  if (live.contains(document.activeElement)) return; // who is about to press a button keeps it
  live.innerHTML = html;
  shown = version;
}

async function poll() {
  try {
    if (!document.hidden || sound.checked) await renew();
    stale.hidden = true;
  } catch {
    stale.hidden = false;
  }
  setTimeout(poll, POLL_MS);
}

poll();
