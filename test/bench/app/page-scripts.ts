/** What is done in the page, as text: it runs in the window of the app, in frames and milliseconds of its own. */

const common = `
const frame = () => new Promise((done) => requestAnimationFrame(done));
const until = async (holds) => { while (!holds()) await frame(); };
const rows = () => document.querySelectorAll('[role=grid] .cell-name .cell-main').length;
/** Counts the longest time between two frames while the work goes on. */
const longestFrame = async (work) => {
  let isOver = false;
  let longest = 0;
  let last = performance.now();
  const watch = (now) => { longest = Math.max(longest, now - last); last = now; if (!isOver) requestAnimationFrame(watch); };
  await frame();
  last = performance.now();
  requestAnimationFrame(watch);
  await work();
  isOver = true;
  await frame();
  return longest;
};
`;

const inPage = (work: string): string => `(async () => { ${common} ${work} })()`;

/** Ms from the press on "Datasets" until rows are painted. */
export const firstRows = inPage(`
  document.querySelectorAll('nav button')[0].click();
  await until(() => document.querySelector('[role=grid]') === null);
  await frame(); await frame();
  const beganMs = performance.now();
  document.querySelectorAll('nav button')[1].click();
  await until(() => rows() >= 8);
  await frame();
  return performance.now() - beganMs;
`);

/** The longest frame in ms while the list is scrolled through from one end to the other. */
export const scroll = inPage(`
  const grid = document.querySelector('[role=grid]');
  return longestFrame(async () => {
    for (let step = 0; step < 150; step += 1) {
      grid.scrollTop = step < 75 ? step * 220 : (grid.scrollHeight * (step - 75)) / 75;
      await frame();
    }
  });
`);

/** The longest frame in ms while somebody types a search and the found rows come. */
export const search = inPage(`
  const input = document.querySelector('input[type=search]');
  const put = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
  const type = (text) => { put.call(input, text); input.dispatchEvent(new Event('input', { bubbles: true })); };
  const longest = await longestFrame(async () => {
    for (const text of ['r', 'ru', 'run', 'run_', 'run_9', 'run_99', 'run_999', 'run_9998']) {
      type(text);
      for (let pause = 0; pause < 6; pause += 1) await frame();
    }
    await until(() => rows() > 0 && rows() < 30);
  });
  type('');
  await until(() => rows() >= 8);
  return longest;
`);

/** The longest frame in ms while nothing is done: what this computer makes of it. */
export const idle = inPage(`
  return longestFrame(async () => { for (let step = 0; step < 150; step += 1) await frame(); });
`);
