// Reporting to a learning platform by SCORM 1.2 or 2004, as the page says. The limits of each are
// kept: a platform may refuse a value that is longer.
"use strict";

const CODES = "abcdefghijklmnopqrstuvwxyz0123456789";

const OLD = {
  name: "API",
  verbs: { start: "LMSInitialize", get: "LMSGetValue", set: "LMSSetValue", save: "LMSCommit",
    end: "LMSFinish" },
  kept: "cmi.suspend_data",
  mostKept: 4096,
  place: "cmi.core.lesson_location",
  status: "cmi.core.lesson_status",
  score: "cmi.core.score",
  passing: "cmi.student_data.mastery_score",
  spent: "cmi.core.session_time",
  exit: "cmi.core.exit",
  response: "student_response",
  time: "time",
  between: ",",
  paired: ".",
  mostText: 255,
  right: "correct",
  wrong: "wrong",
};

const NEW = {
  name: "API_1484_11",
  verbs: { start: "Initialize", get: "GetValue", set: "SetValue", save: "Commit", end: "Terminate" },
  kept: "cmi.suspend_data",
  mostKept: 64000,
  place: "cmi.location",
  status: "cmi.completion_status",
  score: "cmi.score",
  passing: "cmi.scaled_passing_score",
  spent: "cmi.session_time",
  exit: "cmi.exit",
  response: "learner_response",
  time: "timestamp",
  between: "[,]",
  paired: "[.]",
  mostText: 250,
  right: "correct",
  wrong: "incorrect",
};

// The platform's object, in this window, those around it, or the one that opened it.
function platformApi(name) {
  const around = (from) => {
    let frame = from;
    for (let steps = 0; frame && steps < 500; steps += 1) {
      try {
        if (frame[name]) return frame[name];
      } catch {
        return null; // of another origin, which may not be looked into
      }
      if (frame.parent === frame) return null;
      frame = frame.parent;
    }
    return null;
  };
  return around(window) ?? (window.top.opener ? around(window.top.opener) : null);
}

function platform() {
  const words = document.body.dataset.scorm === "1.2" ? OLD : NEW;
  const api = platformApi(words.name);
  if (api) return new Platform(api, words);
  return { ...browser(), remark: "No learning platform was found: nothing is reported." };
}

class Platform {
  constructor(api, words) {
    Object.assign(this, { api, words, began: Date.now(), ended: false, counted: 0 });
    this.call("start", "");
    const has = Number(this.get("cmi.interactions._count"));
    this.counted = Number.isFinite(has) ? has : 0;
    this.isFinished = ["completed", "passed", "failed"].includes(this.get(words.status));
    this.best = this.isFinished ? Number(this.get(`${words.score}.raw`)) / 100 || 0 : 0;
    for (const event of ["pagehide", "beforeunload"]) {
      window.addEventListener(event, () => this.end());
    }
  }

  // What the platform fails at is not the learner's trouble: the page goes on.
  call(verb, ...values) {
    try {
      return this.api[this.words.verbs[verb]](...values);
    } catch {
      return "";
    }
  }

  get(name) {
    return String(this.call("get", name) ?? "");
  }

  set(name, value) {
    this.call("set", name, String(value));
  }

  // The round that was left, or null.
  kept() {
    try {
      return unpacked(this.get(this.words.kept));
    } catch {
      return null; // nothing was kept yet
    }
  }

  keep(state, standing) {
    this.set(this.words.kept, packed(state, this.words.mostKept));
    this.set(this.words.place, state.place);
    this.report(standing);
    this.leave();
    this.call("save", "");
  }

  // Points in percent of those that the page grades, and how far the learner has come. Who has
  // finished a round may try others: only a better one is told.
  report({ earned: got, possible, closed, open }) {
    const share = possible ? got / possible : 0;
    const isDone = open === 0;
    this.isDone = isDone;
    if (this.isFinished && !(isDone && share >= this.best)) return;
    if (isDone) Object.assign(this, { isFinished: true, best: share });
    const passing = Number.parseFloat(this.get(this.words.passing));
    const isPassed = Number.isFinite(passing) && possible > 0
      && share >= passing / (this.words === OLD ? 100 : 1) - 1e-9;
    const { score, status } = this.words;
    if (possible) {
      this.set(`${score}.raw`, decimals(100 * share));
      this.set(`${score}.min`, 0);
      this.set(`${score}.max`, 100);
    }
    if (this.words === OLD) {
      const judged = Number.isFinite(passing) && possible ? (isPassed ? "passed" : "failed") : "completed";
      this.set(status, isDone ? judged : "incomplete");
      return;
    }
    if (possible) this.set("cmi.score.scaled", decimals(share));
    this.set("cmi.progress_measure", decimals(closed / (closed + open || 1)));
    this.set(status, isDone ? "completed" : "incomplete");
    if (isDone && Number.isFinite(passing)) {
      this.set("cmi.success_status", isPassed ? "passed" : "failed");
    }
  }

  // Writes an answer down as an interaction.
  answered(item, answer, found, { key }) {
    const { words } = this;
    const base = `cmi.interactions.${this.counted}`;
    const { type, response, pattern } = interaction(words, key, answer.response);
    this.counted += 1;
    this.set(`${base}.id`, item.ident);
    this.set(`${base}.type`, type);
    this.set(`${base}.${words.time}`, now(words));
    if (pattern) this.set(`${base}.correct_responses.0.pattern`, pattern);
    this.set(`${base}.weighting`, decimals(key ? item.points : 0));
    if (response) this.set(`${base}.${words.response}`, response);
    this.set(`${base}.result`, !found ? "neutral" : resultOf(words, found.score));
    this.set(`${base}.latency`, duration(words, item.spent()));
  }

  end() {
    if (this.ended) return;
    this.ended = true;
    this.leave();
    this.call("save", "");
    this.call("end", "");
  }

  // How long the learner has been here, and whether the round is to be kept; said again and again,
  // since a browser that closes may not let a page say it.
  leave() {
    this.set(this.words.spent, duration(this.words, (Date.now() - this.began) / 1000));
    this.set(this.words.exit, this.isDone ? (this.words === OLD ? "" : "normal") : "suspend");
  }
}

// The learner's own clock, without its time zone: platforms differ on how that is written.
function now(words) {
  const here = new Date();
  const time = here.toTimeString().slice(0, 8);
  if (words === OLD) return time;
  const two = (number) => String(number).padStart(2, "0");
  return `${here.getFullYear()}-${two(here.getMonth() + 1)}-${two(here.getDate())}T${time}`;
}

const decimals = (number) => String(Math.round(number * 1e4) / 1e4);
const resultOf = (words, score) =>
  (score >= 1 ? words.right : score > 0 ? decimals(score) : words.wrong);

function duration(words, seconds) {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const rest = (seconds % 60).toFixed(2);
  if (words === NEW) return `PT${hours}H${minutes}M${rest}S`;
  const two = (number) => String(number).padStart(2, "0");
  return `${String(hours).padStart(4, "0")}:${two(minutes)}:${rest.padStart(5, "0")}`;
}

// The type of an interaction, the learner's response and a right one, in the platform's notation.
function interaction(words, key, response) {
  const kind = key?.kind ?? "own";
  const code = (place) => CODES[place] ?? CODES[CODES.length - 1];
  const list = (places) => places.map(code).join(words.between);
  const text = (value) => cut(String(value), words.mostText);
  switch (kind) {
    case "truth": {
      const said = (value) => (words === OLD ? (value ? "t" : "f") : String(value));
      return { type: "true-false", response: said(response), pattern: said(key.right) };
    }
    case "one":
    case "several": {
      const chosen = (numbers) => list(numbers.map((number) => number - 1));
      return { type: "choice", response: chosen([].concat(response)), pattern: chosen(key.right) };
    }
    case "pairs": {
      const known = [...key.rights, ...key.distractors];
      const pairs = (rights) => rights.map((right, row) => right !== null
        && `${row + 1}${words.paired}${code(known.indexOf(sameText(right)))}`)
        .filter(Boolean).join(words.between);
      return { type: "matching", response: pairs(response), pattern: pairs(key.rights) };
    }
    case "order": {
      const known = [...key.ranks.map(([item]) => item), ...key.distractors];
      const order = (texts) => list(texts.map((one) => known.indexOf(sameText(one))));
      return { type: "sequencing", response: order(response),
        pattern: order(key.ranks.map(([item]) => item)) };
    }
    case "number": {
      const right = decimal16(float(fraction(key.right.value)));
      return { type: "numeric", response: decimal16(float(readNumber(response, key).value)),
        pattern: words === OLD ? right : `${right}[:]${right}` };
    }
    case "words":
      return { type: "fill-in", response: text(response), pattern: text(key.accepted[0].shown) };
    case "blanks": {
      const names = Object.keys(key.blanks).slice(0, 10);
      const filled = names.map((name) => cut(response[name] ?? "", words === OLD ? 255 : 250));
      return { type: "fill-in", pattern: null,
        response: words === OLD ? text(filled.join("; ")) : filled.join("[,]") };
    }
    default:
      return { type: words === OLD ? "fill-in" : "long-fill-in", pattern: null,
        response: cut(String(response), words === OLD ? 255 : 4000) };
  }
}

// A text of so many characters at most, on one line.
function cut(text, most) {
  const line = stripped(text).replace(/\s*\n\s*/g, "; ");
  return line.length > most ? `${line.slice(0, most - 1)}…` : line;
}

const decimal16 = (number) => {
  const plain = String(number);
  return plain.includes("e") ? number.toFixed(16) : plain;
};

// A round in few characters: for each question what came of it (0.5h1: half the score, a hint;
// sr: marked right by the learner), then the answers. Where those do not fit, the longest are
// left out.
function packed(state, most) {
  const brief = items.map((item) => {
    const { closed, score, mark = "", hints } = peeked(item);
    const outcome = !closed ? "" : item.isOwn ? `s${mark[0] ?? ""}` : decimals(score);
    return outcome + (hints ? `h${hints}` : "");
  });
  const full = items.map((item, place) => [place, peeked(item).response, peeked(item).reached ?? []])
    .filter(([, response]) => response !== undefined && response !== null)
    .sort((a, b) => JSON.stringify(a).length - JSON.stringify(b).length);
  const written = () => JSON.stringify([1, state.seed, state.place, brief.join(","), full]);
  while (written().length > most && full.length) full.pop();
  while (written().length > most && brief.length) brief.pop();
  return written();
}

function unpacked(text) {
  const [version, seed, place, brief, full] = JSON.parse(text);
  if (version !== 1) return null;
  const answers = {};
  const found = drawn(seed);
  brief.split(",").forEach((token, at) => {
    const [, own, mark, score, hints] = /^(?:(s)([rpw]?)|([\d.]+))?(?:h(\d+))?$/.exec(token);
    if (!token || !found[at]) return;
    const answer = { closed: Boolean(own ?? score), hints: Number(hints ?? 0) };
    if (score !== undefined) answer.score = Number(score);
    if (mark) answer.mark = Object.keys(MARKS).find((one) => one.startsWith(mark));
    answers[found[at].ident] = answer;
  });
  for (const [at, response, reached] of full) {
    if (!found[at]) continue;
    Object.assign(answers[found[at].ident] ??= { closed: false, hints: 0 }, { response, reached });
  }
  return { seed, place, answers };
}
