// Every word on the screen, in Chinese and English. {0}, {1} ... are filled in by say().

const zh = {
  name: '倾听',
  subtitle: '警务舆情监测',
  title: '倾听 · 警务舆情监测',
  otherLanguage: 'English',
  skip: '跳到最新舆情',
  loading: '正在载入…',
  live: '实时 · {0} 刷新',
  paused: '已暂停',
  lost: '连接中断，正在重试…',
  lostLong: '与控制台的连接已中断，页面显示的是中断前的内容，正在自动重试。请确认倾听仍在运行。',
  busyLong: '索引或预警数据暂时无法读取，正在自动重试；原因见控制台日志。',
  badLong: '检索条件无法识别：{0}',
  headline: '总览',
  tilePosts: '收录总量',
  tilePolice: '涉警舆情',
  tileNegative: '近24小时负面',
  tileNegativeShare: '占涉警 {0}',
  tileAlerts: '进行中预警',
  tileAlertsEnded: '另有 {0} 起趋于平稳',
  tileUpdate: '最近入库',
  tilePoliceShare: '占收录 {0}',
  alerts: '预警',
  alertsNone: '目前没有负面升温。各主题、地区均在以往规律之内。',
  alertsOpen: '{0} 起进行中',
  alertsAll: '显示全部 {0} 起预警',
  alertsFewer: '收起',
  raised: '负面升温',
  updated: '持续升温',
  ended: '趋于平稳',
  overall: '涉警舆情总体',
  incident: '事件',
  everywhere: '不限地区',
  observed: '负面 {0} 条',
  expected: '预期约 {0} 条',
  times: '{0} 倍',
  since: '自 {0} 起',
  alertFacts: '自 {0} 起，负面 {1} 条，按以往规律预期约 {2} 条；分布于 {3} 个信源，约 {4} 人发声，转载 {5} 次。最近一条 {6}。',
  standOut: '突出词语',
  evidence: '相关原文',
  evidenceGone: '相关原文已不在索引中。',
  trend: '负面走势',
  history: '处置记录',
  entry_raised: '首次预警',
  entryFigures: '负面 {0} 条，预期约 {1} 条',
  entry_updated: '数据更新',
  entry_ended: '趋于平稳',
  leads: '重大线索（请核实）',
  leadsNote: '网民所称，均待核实',
  unverified: '待核实',
  leadCount: '{0} 条',
  leadsHeldBack: '此前另有 {0} 件因短时过多未单独提示。',
  lead_death: '人员死亡',
  lead_gunfire: '枪响',
  lead_custody: '羁押中受害',
  lead_minor: '未成年人受害',
  searchLabel: '检索词',
  searchHint: '检索原文，如：出警 态度 或 "当场道歉"，-词 表示排除',
  search: '检索',
  range: '时间范围',
  range24h: '24小时',
  range7d: '7天',
  range30d: '30天',
  rangeAll: '全部',
  tone: '情感倾向',
  theme: '主题',
  place: '地区',
  source: '信源',
  channel: '渠道',
  any: '全部',
  policeOnly: '仅涉警',
  clear: '清除筛选',
  timeline: '舆情走势',
  timelineNote: '共 {0} 条，负面 {1} 条',
  timelineLabel: '舆情走势图：共 {0} 条，其中负面 {1} 条、中性 {2} 条、正面 {3} 条',
  bucket: '时间粒度',
  byHour: '按小时',
  byDay: '按天',
  negative: '负面',
  neutral: '中性',
  positive: '正面',
  others: '其他',
  total: '合计',
  alertMark: '预警',
  themes: '主题分布',
  themesNote: '数量与负面占比',
  themesLabel: '主题分布图：{0}',
  themeItem: '{0} {1} 条，负面 {2}',
  trendLabel: '该预警的负面走势图：共 {0} 条负面',
  latest: '最新舆情',
  found: '检索结果',
  postsNote: '共 {0} 条，转载已合并',
  postsNone: '没有符合条件的内容。',
  more: '显示更多',
  whole: '全文',
  less: '收起全文',
  reposts: '转载 {0}',
  repostsFull: '另有 {0} 条转载或转发',
  open: '查看原文',
  newTab: '（在新标签页打开）',
  untitled: '无标题',
  likes: '点赞 {0}',
  comments: '评论 {0}',
  shares: '转发 {0}',
  views: '阅读 {0}',
  keywords: '关键词',
  keywordsNote: '点选即检索',
  keywordHint: '{0} 条，负面 {1}',
  places: '地区',
  sources: '信源',
  sourcesNote: '{0} 个',
  sourcesTrouble: '{0} 个异常',
  state_ok: '正常',
  state_retrying: '重试中',
  state_gap: '监测中断',
  state_never: '尚未采集',
  state_file: '文件导入',
  sourceFetched: '最近采集 {0}',
  sourceFailures: '连续失败 {0} 次',
  items: '{0} 条',
  empty: '暂无数据',
  principle: '只看说了什么，不看是谁说的：本页不收集、不展示发帖人信息。',
  version: '版本 {0}',
  justNow: '刚刚',
  minutesAgo: '{0} 分钟前',
  channel_online: '网络媒体',
  channel_calls: '接警处警',
  channel_letters: '来信来访',
  channel_delegates: '社会平台',
};

const en = {
  name: 'Qingting',
  subtitle: 'Public-opinion monitor',
  title: 'Qingting · public-opinion monitor',
  otherLanguage: '中文',
  skip: 'Skip to the latest posts',
  loading: 'Loading…',
  live: 'Live · {0}',
  paused: 'Paused',
  lost: 'Connection lost, trying again…',
  lostLong: 'The connection to the console is lost. What you see is from before; it is tried again by itself. Please check that Qingting is still running.',
  busyLong: 'The index or the alerts cannot be read at the moment; it is tried again by itself. The console’s log tells why.',
  badLong: 'The search is not understood: {0}',
  headline: 'Overview',
  tilePosts: 'Posts kept',
  tilePolice: 'About the police',
  tileNegative: 'Negative, last 24 h',
  tileNegativeShare: '{0} of police-related',
  tileAlerts: 'Open alerts',
  tileAlertsEnded: '{0} more recovering',
  tileUpdate: 'Last taken in',
  tilePoliceShare: '{0} of all posts',
  alerts: 'Alerts',
  alertsNone: 'No negative wave at the moment: every theme and place is within what its past explains.',
  alertsOpen: '{0} open',
  alertsAll: 'Show all {0} alerts',
  alertsFewer: 'Show fewer',
  raised: 'Negative spike',
  updated: 'Still rising',
  ended: 'Recovering',
  overall: 'All police-related posts',
  incident: 'Incident',
  everywhere: 'all places',
  observed: '{0} negative',
  expected: 'about {0} expected',
  times: '{0}×',
  since: 'since {0}',
  alertFacts: 'Since {0}: {1} negative posts, where the past explains about {2}; on {3} sources, by about {4} people, reposted {5} times. Newest {6}.',
  standOut: 'Words that stand out',
  evidence: 'Evidence',
  evidenceGone: 'The posts are no longer in the index.',
  trend: 'Negative posts',
  history: 'History',
  entry_raised: 'First raised',
  entryFigures: '{0} negative, about {1} expected',
  entry_updated: 'Updated',
  entry_ended: 'Recovering',
  leads: 'Grave leads (please verify)',
  leadsNote: 'Claims by the public, all unverified',
  unverified: 'Unverified',
  leadCount: '{0} posts',
  leadsHeldBack: '{0} more matters were kept back before, because too many came at once.',
  lead_death: 'A death',
  lead_gunfire: 'Gunfire',
  lead_custody: 'Harm in custody',
  lead_minor: 'Harm to a minor',
  searchLabel: 'Search words',
  searchHint: 'Search the posts: words, "a phrase", -without, a | b',
  search: 'Search',
  range: 'Time range',
  range24h: '24 h',
  range7d: '7 days',
  range30d: '30 days',
  rangeAll: 'All',
  tone: 'Tone',
  theme: 'Theme',
  place: 'Place',
  source: 'Source',
  channel: 'Channel',
  any: 'All',
  policeOnly: 'Police only',
  clear: 'Clear filters',
  timeline: 'Posts over time',
  timelineNote: '{0} posts, {1} negative',
  timelineLabel: 'Chart of posts over time: {0} posts, of them {1} negative, {2} neutral, {3} positive',
  bucket: 'Time step',
  byHour: 'Hours',
  byDay: 'Days',
  negative: 'Negative',
  neutral: 'Neutral',
  positive: 'Positive',
  others: 'Others',
  total: 'Total',
  alertMark: 'Alert',
  themes: 'Themes',
  themesNote: 'posts and negative share',
  themesLabel: 'Chart of themes: {0}',
  themeItem: '{0}: {1} posts, {2} negative',
  trendLabel: 'Chart of the negative posts of this alert: {0} in all',
  latest: 'Latest posts',
  found: 'Search results',
  postsNote: '{0} posts, reposts merged',
  postsNone: 'Nothing matches.',
  more: 'Show more',
  whole: 'Full text',
  less: 'Less',
  reposts: '{0} reposts',
  repostsFull: '{0} more repeat this post',
  open: 'Open the post',
  newTab: ' (opens in a new tab)',
  untitled: 'Untitled',
  likes: '{0} likes',
  comments: '{0} comments',
  shares: '{0} shares',
  views: '{0} views',
  keywords: 'Keywords',
  keywordsNote: 'click to search',
  keywordHint: '{0} posts, {1} negative',
  places: 'Places',
  sources: 'Sources',
  sourcesNote: '{0} in all',
  sourcesTrouble: '{0} in trouble',
  state_ok: 'OK',
  state_retrying: 'Retrying',
  state_gap: 'Coverage gap',
  state_never: 'Not fetched yet',
  state_file: 'From a file',
  sourceFetched: 'fetched {0}',
  sourceFailures: '{0} failures in a row',
  items: '{0}',
  empty: 'No data',
  principle: 'We look at what is said, never at who said it: nothing about authors is collected or shown here.',
  version: 'Version {0}',
  justNow: 'just now',
  minutesAgo: '{0} min ago',
  channel_online: 'Online media',
  channel_calls: 'Calls',
  channel_letters: 'Letters and visits',
  channel_delegates: 'Delegates',
};

// The taxonomy's themes, in its order: Chinese, English.
export const THEMES = {
  attitude: ['服务态度', 'Attitude'],
  fairness: ['执法公正', 'Fair enforcement'],
  inaction: ['不作为与乱作为', 'Inaction, overreach'],
  force: ['使用武力与权利', 'Force and rights'],
  discipline: ['队伍纪律', 'Discipline'],
  'vehicles-arms': ['警车与枪支', 'Vehicles and arms'],
  'small-cases': ['小案件', 'Small cases'],
  'case-progress': ['案件进展告知', 'Case progress'],
  safety: ['治安与安全感', 'Public safety'],
  traffic: ['交通', 'Traffic'],
  disputes: ['矛盾纠纷', 'Disputes'],
  counters: ['窗口服务', 'Counters'],
  petitions: ['信访', 'Petitions'],
  openness: ['警务公开', 'Openness'],
  statements: ['发布与澄清', 'Statements'],
  fraud: ['电信诈骗与冻卡', 'Telecom fraud'],
  vulnerable: ['家暴与未成年人', 'Vulnerable people'],
  privacy: ['个人信息泄露', 'Data leaks'],
  'officer-rights': ['袭警与民警权益', "Officers' rights"],
  praise: ['好人好事', 'Praise'],
};

export const CHANNELS = ['online', 'calls', 'letters', 'delegates'];
export const TONES = ['negative', 'neutral', 'positive'];

const KEY = 'qingting.lang';
let current = initial();

function initial() {
  const asked = new URLSearchParams(location.search).get('lang');
  if (asked === 'en' || asked === 'zh') {
    remember(asked);
    return asked;
  }
  try {
    return localStorage.getItem(KEY) === 'en' ? 'en' : 'zh';
  } catch {
    return 'zh';
  }
}

function remember(language) {
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // Storage may be switched off: the choice then lasts as long as the page.
  }
}

export const language = () => current;

export function switchLanguage() {
  current = current === 'zh' ? 'en' : 'zh';
  remember(current);
}

/** The words for a key, with {0}, {1} ... filled in. */
export function say(key, ...values) {
  const words = (current === 'en' ? en : zh)[key] ?? key;
  return words.replace(/\{(\d)\}/g, (_, i) => String(values[i] ?? ''));
}

export const themeName = (id) => (THEMES[id] ? THEMES[id][current === 'en' ? 1 : 0] : id);

/** Puts the words of the present language into everything that names its word. */
export function label(root) {
  document.documentElement.lang = current === 'en' ? 'en' : 'zh-CN';
  document.title = say('title');
  for (const node of root.querySelectorAll('[data-word]')) {
    node.textContent = say(node.dataset.word);
  }
  for (const node of root.querySelectorAll('[data-word-placeholder]')) {
    node.placeholder = say(node.dataset.wordPlaceholder);
  }
  for (const node of root.querySelectorAll('[data-word-label]')) {
    node.setAttribute('aria-label', say(node.dataset.wordLabel));
  }
}
