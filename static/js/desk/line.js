// Whether the server can be reached, told by what it answers; and what is done when it can be again.
import { haveSent } from "./background.js";
import { send } from "./sending.js";

const FIRST_PAUSE = 2_000;
const LONGEST_PAUSE = 60_000;
const BETWEEN = 20_000; // milliseconds between two looks for changes

/** The connection of one desk. `look` asks for changes and gives their state; `tell` hears every change of the state. */
export class Line {
  constructor({ base, slug, look, tell }) {
    Object.assign(this, { base, slug, look, tell });
    this.state = navigator.onLine ? "ok" : "offline";
    this.pause = FIRST_PAUSE;
    this.timer = 0;
    this.due = Infinity; // when the timer ends
    this.isBusy = false;
    this.isWanted = false; // another round, while one is under way
    this.cuts = 0;
    addEventListener("online", () => this.soon(0));
    addEventListener("offline", () => {
      this.cuts += 1;
      this.#heard("offline");
    });
    navigator.serviceWorker?.addEventListener("message", (message) => {
      if (message.data === "sent") this.soon(0);
    });
  }

  get isOnline() {
    return this.state === "ok";
  }

  /** Sends what waits; gives the state and the server's results. */
  async send() {
    const { cuts } = this;
    const sent = await send(this.base, this.slug);
    if (sent.hasAsked) this.#heard(this.#since(cuts, sent.state), sent.differing);
    return sent;
  }

  /** Comes round again after a while, or sooner where that was asked for before: sends, then looks for changes. */
  soon(milliseconds = BETWEEN) {
    const due = performance.now() + milliseconds;
    if (due >= this.due) return;
    clearTimeout(this.timer);
    this.due = due;
    this.timer = setTimeout(() => this.round(), milliseconds);
  }

  async round() {
    this.due = Infinity;
    if (this.isBusy) {
      this.isWanted = true;
      return;
    }
    this.isBusy = true;
    try {
      const { state } = await this.send();
      const { cuts } = this;
      this.#heard(state === "ok" ? this.#since(cuts, await this.look()) : state);
    } finally {
      this.isBusy = false;
      this.soon(this.isWanted ? 0 : this.isOnline ? BETWEEN : this.#nextPause());
      this.isWanted = false;
    }
  }

  /** An answer to what was asked before the network was cut says nothing of the time after. */
  #since(cuts, state) {
    return state === "ok" && cuts !== this.cuts ? "offline" : state;
  }

  #nextPause() {
    this.pause = Math.min(this.pause * 2, LONGEST_PAUSE);
    return this.pause;
  }

  #heard(state, differing = []) {
    if (state === "ok") this.pause = FIRST_PAUSE;
    else haveSent(this.slug);
    this.state = state;
    this.tell(state, differing);
  }
}
