// The charts, drawn by Apache ECharts on canvas. Tooltips are built as elements, never as markup.
import { byId, el, setText } from './dom.js';
import { bucketTitle, number, percent, tick } from './format.js';
import { language, say, themeName } from './words.js';

/* global echarts */
const COLOURS = { negative: '#b5473f', neutral: '#b4bdc9', positive: '#2b8c86' };
const INK = '#1c2733';
const SOFT = '#5a6675';
const LINE = '#e3e8ee';
const FONT = getComputedStyle(document.body).fontFamily;

const drawn = new Map();
const watcher = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    drawn.get(target)?.resize();
  }
});

function chartIn(node) {
  let chart = drawn.get(node);
  if (!chart) {
    node.replaceChildren();
    chart = echarts.init(node, null, { renderer: 'canvas' });
    drawn.set(node, chart);
    watcher.observe(node);
  }
  return chart;
}

/** Lets go of the chart in an element that is about to go. */
export function drop(node) {
  const chart = drawn.get(node);
  if (chart) {
    watcher.unobserve(node);
    chart.dispose();
    drawn.delete(node);
  }
}

function empty(node) {
  drop(node);
  node.replaceChildren(el('p', { class: 'empty' }, say('empty')));
  node.setAttribute('aria-label', say('empty'));
}

const base = () => ({
  animationDuration: 250,
  animationDurationUpdate: 250,
  animation: !matchMedia('(prefers-reduced-motion: reduce)').matches,
  textStyle: { fontFamily: FONT, color: INK },
});

function tip(title, rows) {
  return el('div', { class: 'tip' },
    el('p', {}, title),
    ...rows.map(([colour, name, value]) => {
      const swatch = el('span', { class: 'swatch' });
      swatch.style.background = colour;
      return el('div', {}, swatch, el('span', {}, name), el('b', {}, value));
    }));
}

const tooltip = (formatter, extra = {}) => ({
  confine: true,
  borderWidth: 1,
  borderColor: LINE,
  padding: 0,
  backgroundColor: '#fff',
  textStyle: { color: INK, fontSize: 13 },
  transitionDuration: 0,
  formatter,
  ...extra,
});

/** Posts over time by tone, with a mark where alerts began. */
export function timeline(answer, inbox) {
  const alerts = inbox.filter(({ phase }) => phase !== 'withdrawn');
  const node = byId('timeline');
  const { points } = answer;
  const sum = (tone) => points.reduce((total, point) => total + point[tone], 0);
  const [negative, neutral, positive] = ['negative', 'neutral', 'positive'].map(sum);
  const total = negative + neutral + positive;
  setText(byId('timeline-note'), total ? say('timelineNote', number(total), number(negative)) : '');
  if (total === 0) {
    empty(node);
    return;
  }
  node.setAttribute('aria-label', say('timelineLabel', total, negative, neutral, positive));
  const wholeDays = !/^PT(?:[1-9]|1\d|2[0-3])H$/.test(answer.bucket);
  const starts = points.map((point) => Date.parse(point.start));
  const onsets = [...new Set(alerts
    .map((alert) => starts.findLastIndex((start) => start <= Date.parse(alert.onset)))
    .filter((index, i, all) => index >= 0 && Date.parse(alerts[i].onset) >= starts[0]))];
  const series = (tone, extra = {}) => ({
    name: say(tone), type: 'bar', stack: 'tone', barCategoryGap: points.length > 100 ? '8%' : '22%', barMaxWidth: 30,
    itemStyle: { color: COLOURS[tone] }, emphasis: { disabled: true },
    data: points.map((point) => point[tone]), ...extra,
  });
  chartIn(node).setOption({
    ...base(),
    grid: { left: 8, right: 12, top: 40, bottom: 4, containLabel: true },
    legend: { top: 0, right: 0, itemWidth: 12, itemHeight: 12, itemGap: 16, icon: 'roundRect', textStyle: { color: SOFT, fontSize: 13 } },
    tooltip: tooltip((items) => {
      const point = points[items[0].dataIndex];
      return tip(bucketTitle(point.start, wholeDays), [
        ...['negative', 'neutral', 'positive'].map((tone) => [COLOURS[tone], say(tone), number(point[tone])]),
        ['transparent', say('total'), number(point.negative + point.neutral + point.positive)],
      ]);
    }, { trigger: 'axis', axisPointer: { type: 'shadow', shadowStyle: { color: 'rgba(29,68,119,.07)' } } }),
    xAxis: {
      type: 'category', data: points.map((point) => point.start),
      axisLine: { lineStyle: { color: LINE } }, axisTick: { show: false },
      axisLabel: { color: SOFT, hideOverlap: true, formatter: (iso) => tick(iso, wholeDays), interval: labelInterval(points, wholeDays) },
    },
    yAxis: { type: 'value', minInterval: 1, splitNumber: 4, axisLabel: { color: SOFT }, splitLine: { lineStyle: { color: LINE } } },
    series: [
      series('negative', {
        markLine: {
          silent: true, symbol: ['none', 'none'], animation: false,
          lineStyle: { color: '#8a5a00', type: 'dashed', width: 1.5 },
          label: { formatter: say('alertMark'), color: '#7a4f00', fontSize: 12, position: 'end', distance: 3 },
          data: onsets.map((index) => ({ xAxis: index })),
        },
      }),
      series('neutral'),
      series('positive'),
    ],
  }, true);
}

/** Over several days of hours, only midnights are labelled. */
function labelInterval(points, wholeDays) {
  if (wholeDays || points.length <= 30) {
    return 'auto';
  }
  return (index, iso) => !tick(iso, false).includes(':');
}

/** Themes by number of posts, the negative part in front. */
export function themes(values, onChoose, chosen) {
  const node = byId('themes');
  const shown = values.slice(0, 10);
  if (shown.length === 0) {
    empty(node);
    return;
  }
  node.setAttribute('aria-label', say('themesLabel', shown
    .map(({ value, count, negative }) => say('themeItem', themeName(value), count, percent(negative, count)))
    .join(language() === 'en' ? '; ' : '；')));
  const opacity = ({ value }) => (chosen && chosen !== value ? 0.35 : 1);
  const chart = chartIn(node);
  chart.setOption({
    ...base(),
    grid: { left: 4, right: 52, top: 4, bottom: 4, containLabel: true },
    tooltip: tooltip((items) => {
      const { value, count, negative } = shown[items[0].dataIndex];
      return tip(themeName(value), [
        [COLOURS.negative, say('negative'), `${number(negative)} · ${percent(negative, count)}`],
        [COLOURS.neutral, say('others'), number(count - negative)],
      ]);
    }, { trigger: 'axis', axisPointer: { type: 'shadow', shadowStyle: { color: 'rgba(29,68,119,.07)' } } }),
    xAxis: { type: 'value', minInterval: 1, show: false },
    yAxis: {
      type: 'category', inverse: true, data: shown.map(({ value }) => themeName(value)),
      axisLine: { show: false }, axisTick: { show: false },
      axisLabel: { color: INK, fontSize: 13, width: 118, overflow: 'truncate' },
    },
    series: [
      { type: 'bar', stack: 'all', barMaxWidth: 16, cursor: 'pointer', emphasis: { disabled: true },
        data: shown.map((item) => ({ value: item.negative, itemStyle: { color: COLOURS.negative, opacity: opacity(item) } })) },
      { type: 'bar', stack: 'all', barMaxWidth: 16, cursor: 'pointer', emphasis: { disabled: true },
        data: shown.map((item) => ({ value: item.count - item.negative, itemStyle: { color: COLOURS.neutral, opacity: opacity(item) } })),
        label: { show: true, position: 'right', distance: 6, color: SOFT, fontSize: 12,
          formatter: ({ dataIndex }) => `${number(shown[dataIndex].count)} · ${percent(shown[dataIndex].negative, shown[dataIndex].count)}` } },
    ],
  }, true);
  chart.off('click');
  chart.on('click', ({ dataIndex }) => onChoose(shown[dataIndex].value));
}

/** The negative posts of one alert, hour by hour, its onset marked. */
export function trend(node, points, onset) {
  const total = points.reduce((sum, point) => sum + point.negative, 0);
  if (total === 0) {
    empty(node);
    return;
  }
  node.setAttribute('aria-label', say('trendLabel', total));
  const index = points.findLastIndex((point) => Date.parse(point.start) <= Date.parse(onset));
  chartIn(node).setOption({
    ...base(),
    grid: { left: 4, right: 10, top: 22, bottom: 2, containLabel: true },
    tooltip: tooltip((items) => {
      const point = points[items[0].dataIndex];
      return tip(bucketTitle(point.start, false), [[COLOURS.negative, say('negative'), number(point.negative)]]);
    }, { trigger: 'axis', axisPointer: { type: 'line', lineStyle: { color: LINE } } }),
    xAxis: {
      type: 'category', boundaryGap: false, data: points.map((point) => point.start),
      axisLine: { lineStyle: { color: LINE } }, axisTick: { show: false },
      axisLabel: { color: SOFT, hideOverlap: true, fontSize: 11, formatter: (iso) => tick(iso, false), interval: (i, iso) => /^(?:12:00|[^:]+)$/.test(tick(iso, false)) },
    },
    yAxis: { type: 'value', minInterval: 1, splitNumber: 2, axisLabel: { color: SOFT, fontSize: 11 }, splitLine: { lineStyle: { color: LINE } } },
    series: [{
      type: 'line', showSymbol: false, step: 'middle', lineStyle: { color: COLOURS.negative, width: 2 },
      itemStyle: { color: COLOURS.negative }, areaStyle: { color: COLOURS.negative, opacity: 0.14 },
      data: points.map((point) => point.negative),
      markLine: {
        silent: true, symbol: ['none', 'none'], animation: false,
        lineStyle: { color: '#8a5a00', type: 'dashed', width: 1.5 },
        label: { formatter: say('alertMark'), color: '#7a4f00', fontSize: 11, distance: 2 },
        data: index >= 0 ? [{ xAxis: index }] : [],
      },
    }],
  }, true);
}

/** Critical posts seen and expected around a statement, its moment marked. */
export function effect(node, { curve, published, volume, criticalBefore, criticalAfter, expectedAfter }) {
  if (curve.length === 0) {
    empty(node);
    return;
  }
  node.setAttribute('aria-label', volume
    ? say('effectLabel', criticalAfter, Math.round(expectedAfter))
    : say('effectLabelSeen', criticalBefore, criticalAfter));
  const index = curve.findLastIndex((point) => Date.parse(point.at) <= Date.parse(published));
  const line = (name, colour, value, extra = {}) => ({
    name, type: 'line', showSymbol: false, lineStyle: { color: colour, width: 2, ...extra }, itemStyle: { color: colour }, data: curve.map(value),
  });
  chartIn(node).setOption({
    ...base(),
    grid: { left: 4, right: 10, top: 30, bottom: 2, containLabel: true },
    legend: { top: 0, right: 0, itemWidth: 14, itemHeight: 8, textStyle: { color: SOFT, fontSize: 12 } },
    tooltip: tooltip((items) => {
      const point = curve[items[0].dataIndex];
      return tip(bucketTitle(point.at, false), [
        [COLOURS.negative, say('effectSeen'), number(point.seen)],
        ...(volume ? [[COLOURS.neutral, say('effectExpected'), number(Math.round(10 * point.expected) / 10)]] : []),
      ]);
    }, { trigger: 'axis', axisPointer: { type: 'line', lineStyle: { color: LINE } } }),
    xAxis: {
      type: 'category', boundaryGap: false, data: curve.map((point) => point.at),
      axisLine: { lineStyle: { color: LINE } }, axisTick: { show: false },
      axisLabel: { color: SOFT, hideOverlap: true, fontSize: 11, formatter: (iso) => tick(iso, false) },
    },
    yAxis: { type: 'value', minInterval: 1, splitNumber: 2, axisLabel: { color: SOFT, fontSize: 11 }, splitLine: { lineStyle: { color: LINE } } },
    series: [
      { ...line(say('effectSeen'), COLOURS.negative, (point) => point.seen),
        markLine: {
          silent: true, symbol: ['none', 'none'], animation: false,
          lineStyle: { color: '#1c6f6a', type: 'dashed', width: 1.5 },
          label: { formatter: say('effectMark'), color: '#17625d', fontSize: 11, distance: 2 },
          data: index >= 0 ? [{ xAxis: index }] : [],
        } },
      // Where nothing could be estimated, nothing is expected: no line is drawn at 0.
      ...(volume ? [line(say('effectExpected'), COLOURS.neutral, (point) => Math.round(10 * point.expected) / 10, { type: 'dashed' })] : []),
    ],
  }, true);
}
