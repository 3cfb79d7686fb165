// Shows what a text that looks like Zawgyi would read in Unicode, while one types. The server decides when it is sent.
// The rules and what they mean stand in lms/text/zawgyi; the same data gives the same result there and here.
"use strict";

function zawgyiToUnicode(rules, text) {
  for (const rows of rules) {
    text = runPhase(rows.map(([pattern, out, how = ""]) => ({
      pattern: new RegExp(pattern, "uy"), out, atStart: how.startsWith("start"), again: how.includes("again"),
    })), text);
  }
  return text;
}

function runPhase(rules, text) {
  let out = "", place = 0, atStart = true;
  while (place < text.length) {
    let found = false;
    for (const rule of rules) {
      if (rule.atStart && !atStart) continue;
      rule.pattern.lastIndex = place;
      const match = rule.pattern.exec(text);
      if (!match) continue;
      found = true;
      const written = rule.out.replace(/\$(\d)/g, (_, number) => match[number] ?? "");
      if (rule.again) {
        text = written + text.slice(rule.pattern.lastIndex);
        place = 0;
      } else {
        out += written;
        place = rule.pattern.lastIndex;
      }
    }
    if (!found) {
      const sign = String.fromCodePoint(text.codePointAt(place));
      out += sign;
      place += sign.length;
    }
    atStart = false;
  }
  return out;
}

// What Unicode Burmese never has. Shan, Mon and Karen have it too, and signs and places of signs that Zawgyi has not.
const HINT = /(?<![\u1000-\u102a\u1039\u103b-\u103f])[\u1031\u103b]|\u1039(?![\u1000-\u1021])|[\u1033\u1034\u105a\u1060-\u1097]|[\u102d-\u1032][\u1031\u103b]/;
const NOT_IN_ZAWGYI = /[\u1022\u1028\u1035\u1050-\u1059\u105b-\u105f\u1098-\u109f\ua9e0-\ua9fe\uaa60-\uaa7f]|(?:^|\s)[\u105a\u1060-\u1063\u1065-\u1069\u106c\u106d\u1070-\u107c]|[\u1060-\u1063\u1065-\u109d]\u103a|[\u102b\u102c]\u103a(?![\u102d\u102f])/;

function looksLikeZawgyi(text) {
  const letters = text.match(/[\u1000-\u109f]/g) || [];
  return letters.length > 15 && HINT.test(text) && !NOT_IN_ZAWGYI.test(text);
}

let fetched;
for (const shown of document.querySelectorAll("[data-zawgyi-of]")) {
  const field = document.getElementById(shown.dataset.zawgyiOf);
  let wait;
  field.addEventListener("input", () => {
    clearTimeout(wait);
    wait = setTimeout(() => preview(field, shown), 400);
  });
}

async function preview(field, shown) {
  const text = field.value, looks = looksLikeZawgyi(text);
  if (looks) {
    fetched ||= fetch(shown.dataset.rules).then((answer) => answer.json());
    shown.querySelector("q").textContent = zawgyiToUnicode(await fetched, text).normalize();
  }
  shown.hidden = !looks;
}
