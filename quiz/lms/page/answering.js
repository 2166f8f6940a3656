// The forms that question_html.py writes: reading a response from one, filling one, moving items.
"use strict";

// The response of a question's form as JSON, as the bank format writes it; null where an answer
// of this shape is still wanting.
function readResponse(question) {
  const value = (field) => (field.value === "" ? null : JSON.parse(field.value));
  switch (question.dataset.shape) {
    case "one": {
      const chosen = question.querySelector("input[type=radio]:checked");
      return chosen && JSON.parse(chosen.value);
    }
    case "several":
      return [...question.querySelectorAll("input[type=checkbox]:checked")]
        .map((box) => JSON.parse(box.value))
        .sort((a, b) => a - b);
    case "pairs":
      return [...question.querySelectorAll(".pair select")].map(value);
    case "order":
      return [...question.querySelectorAll("ol.items > li")].map((item) =>
        JSON.parse(item.dataset.value));
    case "blanks": {
      const filled = {};
      for (const field of question.querySelectorAll("[data-blank]")) {
        const text = field.matches("select") ? value(field) : field.value;
        if (text !== null && text !== "") filled[field.dataset.blank] = text;
      }
      return filled;
    }
    default:
      return question.querySelector(".answer input, .answer textarea").value;
  }
}

// Whether nothing has been chosen or typed. No option, and the order as shown, are answers.
function isUntouched(response) {
  if (response === null) return true;
  if (typeof response === "string") return response.trim() === "";
  if (Array.isArray(response)) return response.length > 0 && response.every((one) => one === null);
  return typeof response === "object" && Object.keys(response).length === 0;
}

// Puts a response back into its form.
function fillResponse(question, response) {
  const written = JSON.stringify;
  switch (question.dataset.shape) {
    case "one":
    case "several": {
      const chosen = [].concat(response).map((one) => written(one));
      for (const box of question.querySelectorAll(".choice input")) {
        box.checked = chosen.includes(written(JSON.parse(box.value)));
      }
      break;
    }
    case "pairs":
      question.querySelectorAll(".pair select").forEach((list, row) =>
        pick(list, response[row] ?? null));
      break;
    case "order": {
      const [inside, outside] = question.querySelectorAll(".items");
      const items = [...question.querySelectorAll("li[data-value]")];
      const valued = (item) => JSON.parse(item.dataset.value);
      for (const text of response) {
        const item = items.find((one) => valued(one) === text);
        if (item) inside.append(item);
      }
      items.filter((item) => !response.includes(valued(item)))
        .forEach((item) => outside.append(item));
      showMoves(question);
      break;
    }
    case "blanks":
      for (const field of question.querySelectorAll("[data-blank]")) {
        const text = response[field.dataset.blank] ?? null;
        if (field.matches("select")) pick(field, text);
        else field.value = text ?? "";
      }
      break;
    default:
      question.querySelector(".answer input, .answer textarea").value = response ?? "";
  }
}

function pick(list, value) {
  const written = JSON.stringify(value);
  const found = [...list.options].find((one) =>
    one.value !== "" && JSON.stringify(JSON.parse(one.value)) === written);
  list.value = found ? found.value : "";
}

// Makes the buttons of an ordering work; once for each form.
function enliven(question) {
  if (question.dataset.shape !== "order") return;
  showMoves(question);
  question.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-move]");
    if (button && !button.disabled) moveItem(question, button);
  });
}

function moveItem(question, button) {
  const item = button.closest("li");
  const [inside, outside] = question.querySelectorAll(".items");
  const text = button.getAttribute("aria-label").split(": ").slice(1).join(": ");
  const move = button.dataset.move;
  if (move === "up" && item.previousElementSibling) {
    item.previousElementSibling.before(item);
  } else if (move === "down" && item.nextElementSibling) {
    item.nextElementSibling.after(item);
  } else if (move === "out") {
    outside.append(item);
  } else if (move === "back") {
    inside.append(item);
  } else {
    return;
  }
  showMoves(question);
  const other = item.querySelector(move === "up" ? "[data-move=down]" : "[data-move=up]");
  const again = button.hidden || button.disabled ? other : button;
  (again.hidden || again.disabled ? item.querySelector("button:not([hidden], :disabled)") : again)
    ?.focus();
  const place = [...inside.children].indexOf(item) + 1;
  question.querySelector(".moved").textContent = place
    ? `${text}: place ${place} of ${inside.children.length}.`
    : `${text}: left out.`;
}

// Which buttons an item has where it stands.
function showMoves(question) {
  const [inside, outside] = question.querySelectorAll(".items");
  outside.closest(".outside").hidden = outside.children.length === 0;
  for (const item of question.querySelectorAll("li[data-value]")) {
    const isInside = item.parentElement === inside;
    const button = (move) => item.querySelector(`[data-move=${move}]`);
    button("up").hidden = button("down").hidden = !isInside;
    button("up").disabled = !item.previousElementSibling;
    button("down").disabled = !item.nextElementSibling;
    const last = button("out") ?? button("back");
    last.dataset.move = isInside ? "out" : "back";
    last.textContent = isInside ? "✕" : "↩";
    const text = last.getAttribute("aria-label").split(": ").slice(1).join(": ");
    last.setAttribute("aria-label", `${isInside ? "Leave out" : "Put back"}: ${text}`);
  }
}

// Answered questions can be read but not changed.
function closeForm(question) {
  question.classList.add("closed");
  for (const field of question.querySelectorAll("input, select, textarea, button")) {
    field.disabled = true;
  }
}
