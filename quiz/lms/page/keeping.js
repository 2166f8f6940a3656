// Chance from a seed, what is shuffled by it, and keeping a round while the page is reloaded.
"use strict";

// A stream of numbers from 0 to 2³² - 1, the same for the same text.
function randomly(text) {
  let mixed = 2166136261;
  for (const one of text) mixed = Math.imul(mixed ^ one.codePointAt(0), 16777619);
  return () => {
    mixed = (mixed + 0x6d2b79f5) | 0;
    let t = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (t ^ (t >>> 14)) >>> 0;
  };
}

const below = (next, bound) => Math.floor((next() / 2 ** 32) * bound);

function shuffled(list, next) {
  const mixed = [...list];
  for (let last = mixed.length - 1; last > 0; last -= 1) {
    const other = below(next, last + 1);
    [mixed[last], mixed[other]] = [mixed[other], mixed[last]];
  }
  return mixed;
}

// Puts elements into the places where they stand, in another order; those `fixed` stay.
function shuffleElements(elements, next, isFixed = () => false) {
  const moving = elements.filter((one) => !isFixed(one));
  const places = moving.map((one) => {
    const place = document.createComment("");
    one.replaceWith(place);
    return place;
  });
  shuffled(moving, next).forEach((one, at) => places[at].replaceWith(one));
}

// Shuffles what a learner chooses from; `fixed` are the values of options that stay in place.
function shuffleForm(question, { fixed }, next) {
  switch (question.dataset.shape) {
    case "one":
    case "several":
      return shuffleElements([...question.querySelectorAll(".choice")], next, (one) =>
        fixed.includes(JSON.parse(one.querySelector("input").value)));
    case "order":
      return shuffleElements([...question.querySelectorAll("ol.items > li")], next);
    case "blanks":
      return question.querySelectorAll("select[data-blank]").forEach((list) =>
        shuffleElements([...list.options].slice(1), next));
    case "pairs":
      return shuffleRights(question, next);
    default:
      return undefined;
  }
}

// The same order in every list, and in the one with letters beside it.
function shuffleRights(question, next) {
  const lists = [...question.querySelectorAll(".pair select")];
  const count = lists[0].options.length - 1;
  const order = shuffled([...Array(count).keys()], next);
  const rights = question.querySelector("ol.rights");
  if (rights) {
    const shown = [...rights.children];
    rights.append(...order.map((place) => shown[place]));
  }
  const letters = [...lists[0].options].slice(1).map((one) => one.textContent.split(". ")[0]);
  for (const list of lists) {
    const options = [...list.options].slice(1);
    list.append(...order.map((place) => options[place]));
    if (!rights) continue;
    [...list.options].slice(1).forEach((one, at) => {
      one.textContent = one.textContent.replace(/^[a-z]+/, letters[at]);
    });
  }
}

// Keeps a round in the browser's tab, where that allows it.
function browser() {
  const name = `quiz ${document.body.dataset.quiz}`;
  return {
    kept() {
      try {
        return JSON.parse(sessionStorage.getItem(name));
      } catch {
        return null;
      }
    },
    keep(state) {
      try {
        sessionStorage.setItem(name, JSON.stringify(state));
      } catch {
        // A page from a file may not be allowed to: the round is in memory.
      }
    },
    answered() {},
  };
}
