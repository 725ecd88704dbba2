// The list of pages is open where there is room for it, and the search box shows the pages with all words of the query.
document.querySelector("nav details").open = window.matchMedia("(min-width: 60rem)").matches;

const query = document.getElementById("query");
const hits = document.getElementById("hits");
const list = document.getElementById("pages");

function find(words) {
  return PAGES.map((page) => ({ page, score: score(page, words) }))
    .filter((hit) => hit.score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, 12);
}

// A word in the title counts most, then one in a heading; each word must be somewhere.
function score(page, words) {
  let sum = 0;
  for (const word of words) {
    const title = page.title.toLowerCase().includes(word);
    const headings = page.headings.filter((h) => h.toLowerCase().includes(word)).length;
    const times = page.text.toLowerCase().split(word).length - 1;
    if (!title && times === 0) return 0;
    sum += (title ? 100 : 0) + 10 * Math.min(headings, 3) + Math.min(times, 9);
  }
  return sum;
}

function excerpt(page, word) {
  const at = page.text.toLowerCase().indexOf(word);
  const from = Math.max(0, at - 40);
  return (from > 0 ? "…" : "") + page.text.slice(from, at + 80) + "…";
}

function show() {
  const words = query.value.toLowerCase().split(/\s+/).filter((word) => word.length > 1);
  const searching = words.length > 0;
  hits.hidden = !searching;
  list.hidden = searching;
  hits.replaceChildren();
  if (!searching) return;
  const found = find(words);
  for (const { page } of found) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = page.file;
    link.textContent = page.title;
    const line = document.createElement("p");
    line.textContent = excerpt(page, words[0]);
    item.append(link, line);
    hits.append(item);
  }
  if (found.length === 0) {
    const item = document.createElement("li");
    item.textContent = "No page has all these words.";
    hits.append(item);
  }
}

query.addEventListener("input", show);
document.body.dataset.ready = "true";
