// words are what the page itself says. What the bot and people say is never translated.

const words = {
  brand: ['本机演示', 'demo on this machine'],
  nextHour: ['下一小时', 'Next hour'], nextMorning: ['明早 8:30', 'Tomorrow 8:30'], nextMonday: ['下周一', 'Next Monday'],
  date: ['日期', 'Date'], go: ['去', 'Go'], stop: ['停', 'Stop'],
  tour: ['导览', 'Tour'], panel: ['幕后', 'Behind'], people: ['人物', 'People'], chats: ['会话', 'Chats'], back: ['返回', 'Back'],
  messages: ['消息', 'Messages'], menu: ['指令', 'Commands'], cancel: ['取消', 'Cancel'], attach: ['发送图片或文件', 'Attach photos or files'],
  write: ['写消息，输入 / 看指令', 'Message, or / for commands'], send: ['发送', 'Send'],
  office: ['指挥部办公室', 'Office'], leader: ['市领导', 'Leaders'], head: ['单位一把手', 'Heads of units'], contact: ['单位联络员', 'Contacts of units'],
  grid: ['网格员', 'Grid workers'], other: ['其他身份', 'Others'], stranger: ['外人', 'Strangers'], notBound: ['没有身份', 'not invited'],
  people2: ['人', 'people'], bot: ['机器人', 'bot'], private: ['私聊', 'private chat'], members: ['{0}人：{1}', '{0} people: {1}'], colon: ['：', ': '], comma: ['、', ', '], semicolon: ['；', '; '],
  life: ['数据只在这个程序里，关掉就没有了。', 'State lives as long as the process.'],
  calls: ['全部调用', 'All calls'], again: ['从头再来', 'Start over'],
  hintKeys: ['点消息就是回复它；↑ 改上一句；Alt+↑↓ 换会话', 'Click a message to reply; ↑ edits your last; Alt+↑↓ switches chats'],
  noChats: ['这个人还没有会话。给机器人发一句话试试。', 'No chats yet. Say something to the bot.'],
  pick: ['选一个人，再选一个会话。', 'Choose a person, then a chat.'],
  empty: ['还没有消息。', 'No messages yet.'],
  earlier: ['更早的消息', 'Earlier messages'], edited: ['已编辑', 'edited'], reply: ['回复', 'Reply'], edit: ['修改', 'Edit'], why: ['为何', 'Why'],
  replyTo: ['回复 {0}', 'Reply to {0}'], editing: ['修改这一句', 'Edit message'], file: ['文件', 'File'], photo: ['图片', 'Photo'], voice: ['语音', 'Voice'],
  joined: ['{0} 进群', '{0} joined'], left: ['{0} 退群', '{0} left'], migrated: ['本群已升级', 'The group was upgraded'], sticker: ['表情', 'Sticker'],
  moving: ['正在走到 {0} · 新消息 {1} 条', 'On the way to {0} · {1} new messages'],
  down: ['机器人停机了。人说的话留在 Telegram，开机后补上。', 'The bot is down. What people say waits at Telegram.'],
  faulty: ['故障中：{0}', 'Fault: {0}'], lost: ['服务断开了，程序可能已经停止。', 'The server is gone; the program may have stopped.'],
  trouble: ['够不着 Telegram，欠着的话留在发件箱：{0}', 'Telegram is out of reach, what is owed waits in the outbox: {0}'],
  tabWhy: ['来龙去脉', 'Why'], tabUnsent: ['没发的', 'Not sent'], tabFaults: ['故障', 'Faults'], tabLedger: ['台账', 'Ledger'],
  chooseMessage: ['点一条消息上的“为何”，看它为什么发、背后是哪次调用、任务有哪些留痕。', 'Press “Why” on a message to see why it was sent, the call behind it and the entries of its task.'],
  because: ['为什么有这条消息', 'Why this message'], wire: ['线上', 'On the wire'], entries: ['任务的留痕', 'Entries of the task'],
  kind: ['性质', 'Kind'], slot: ['应发时间', 'Due at'], job: ['定时任务', 'Job'], reason: ['原因', 'Reason'], rule: ['规则', 'Rule'], state: ['结果', 'State'], cause: ['只发一次', 'Said once'], attempts: ['次数', 'Attempts'], task: ['任务', 'Task'], unit: ['单位', 'Unit'],
  kindDigest: ['定时消息', 'said by the clock'], kindNotice: ['通知', 'notice'], kindReply: ['答复人说的话', 'answer to what somebody said'], kindPerson: ['人说的话', 'said by a person'], kindSetting: ['入群、欢迎等', 'setting the stage'],
  call: ['调用 {0}', 'Call {0}'], update: ['更新 {0}', 'Update {0}'], noWire: ['线上记录已经忘记。', 'The transcript no longer reaches back so far.'],
  row: ['{0} 第{1}行', '{0}, row {1}'], onceDigest: ['{0} {1}的提醒，第{2}条', 'to {0}, of {1}, no. {2}'], onceSlot: ['{1}的{0}，第{2}条', '{0} of {1}, no. {2}'], onceUpdate: ['对第{0}号来信的通知，第{1}条', 'what update {0} brought, no. {1}'],
  noneUnsent: ['没有应发未发的。', 'Nothing was left unsaid.'], unsentLead: ['到点了却没有发的，每一次都有原因。', 'What was due and not said, each with its reason.'],
  times: ['共{0}次', '{0} times'], unsentSince: ['从{0}起的都在这里。', 'That is all since {0}.'], unsentCut: ['只列到{0}：更早的太多，没有列出。', 'Back to {0} only: there is more before.'],
  faultsLead: ['弄坏它，再看有没有丢话、有没有说两遍。', 'Break it, then see that nothing is lost and nothing comes twice.'],
  slow: ['Telegram 很慢', 'Telegram is slow'], slowHint: ['每次调用慢 0.8 秒', 'each call takes 0.8 s'],
  off: ['Telegram 断了', 'Telegram is down'], offHint: ['连接一律切断，直到恢复', 'every connection is cut until it is back'],
  tooMany: ['Telegram 限流 429', 'Telegram answers 429'], tooManyHint: ['接下来 5 次发送要等 7 秒', 'the next 5 sends wait 7 s'],
  answers: ['回答丢失', 'Answers are lost'], answersHint: ['接下来 3 次调用做了，但回答丢了', 'the next 3 calls are done, their answers lost'],
  kill: ['杀掉机器人', 'Kill the bot'], killHint: ['内存里的都没了，台账在 Redis', 'its memory is gone, the ledger is in Redis'],
  start: ['启动机器人', 'Start the bot'], startHint: ['补收、补发，一条不多', 'it catches up, nothing twice'],
  recover: ['恢复正常', 'Back to normal'], account: ['对账', 'The account'],
  said: ['人说的、点的', 'said and pressed'], forgotten: ['Telegram 已忘', 'forgotten by Telegram'], waits: ['还没收', 'not fetched'], inbox: ['在收件箱', 'in the inbox'], handled: ['已处理', 'handled'], lostCount: ['丢了', 'lost'], twice: ['记了两次', 'stored twice'],
  blocks: ['留痕条数', 'blocks of entries'], owing: ['待发', 'owed'], repeated: ['重说的答复', 'answers repeated'],
  retried: ['限流后再发', 'sent again after 429'], retryHint: ['Telegram 用 429 拒绝了 {0} 次：每次等够它说的秒数（时钟跟着走），再发，话都送到了。', 'Telegram refused {0} times with 429: each time the bot waited as long as it was told (the clock goes along) and sent again; everything arrived.'],
  accountRepeated: ['一句没丢，一笔没重记；答复重说了 {0} 次：头一遍可能没送到，同一句再说一遍，不是又办了一次。', 'Nothing lost, nothing stored twice. {0} answers stand there twice: the first may not have arrived, so the same was said again; nothing was done again.'],
  accountGood: ['一句没丢，一笔没重记。', 'Nothing lost, nothing stored twice.'], accountWaiting: ['没有丢：还有话在等着。', 'Nothing lost: some words are waiting.'], accountBad: ['对不上！', 'The account does not balance!'],
  repeatHint: ['回答丢了的答复会再说一次：多说一遍无害，台账只记一笔。', 'An answer whose receipt was lost is said once more: harmless, and stored once.'],
  ledgerLead: ['每一笔都串在链上，改一个字就断。', 'Every entry is in a hash chain; one changed letter breaks it.'],
  verify: ['校验台账', 'Verify the chain'], verifying: ['正在校验…', 'Verifying…'],
  seed: ['种子', 'Seed'], story: ['故事', 'Story'],
  skip: ['跳过', 'Skip'], fill: ['代填', 'Fill in'], next: ['下一步', 'Next'], leave: ['不看了', 'Close'], finish: ['自己玩', 'Play on'], step: ['{0} / {1}', '{0} / {1}'],
  callsTitle: ['机器人的调用', 'Calls of the bot'], onlyWrong: ['只看违例和失败', 'violations and failures only'], time: ['时间', 'Time'], method: ['方法', 'Method'], chat: ['会话', 'Chat'], result: ['结果', 'Result'], violations: ['违例', 'Violations'],
  callsSum: ['最近 {0} 次调用，失败 {1} 次，', 'latest {0} calls, {1} failed, '], callsChecked: ['违例 {0} 次（已按 Bot API 核对）', '{0} violations (checked against the Bot API)'],
  callsUnchecked: ['违例没有核对：启动时加 --schema 文件 才核对', 'violations not checked: start with --schema FILE to check'],
  chainHolds: ['台账校验通过：{0}块，{1}条留痕，{2}项记录，链头 {3}', 'The chain holds: {0} blocks, {1} entries, {2} records, head {3}'], chainBroken: ['台账校验不通过，第一处：{0}', 'The chain is broken, first at: {0}'],
  pageTitle: ['督办 · 本机演示', 'duban · demo on this machine'],
  confirmAgain: ['重新开始，现在的都不要了？', 'Start over and drop everything?'],
  tooBig: ['{0} 太大：演示里最多 20 MB', '{0} is too big: 20 MB at most here'],  keysHint: ['键盘怎么用', 'Keys'], previous: ['上一步', 'Previous'], supervisor: ['督查室', 'Inspectors'],
  welcome: ['这是一个市的督办机器人，全在本机：左边选一个人、再选他的会话，替他说话；上面拨动时间，看机器人怎么提醒、怎么回答。', 'This is a city’s supervision bot, all on this machine: choose a person on the left, then a chat, and speak for them; move the clock above and see how the bot reminds and answers.'],
  welcomeTour: ['头一回来？跟着导览走，五分钟', 'First time here? Take the five-minute tour'],
  hintMore: ['在消息上：回车回复，e 修改，i 看为何，↑↓ 走动；直接打字就进输入框', 'On a message: Enter replies, e edits, i tells why, ↑↓ walk; just type to reach the field'],
  inBatches: ['一组最多10个，分成{0}组发', 'Ten in an album at most: sent as {0}'],
};

let english = localStorage.getItem('language') === 'en';

export const isEnglish = () => english;
export function switchLanguage() {
  english = !english;
  localStorage.setItem('language', english ? 'en' : 'zh');
}
const choose = (pair) => pair[english ? 1 : 0];

/** word says one of the page's words, with {0} {1} filled in. */
export function word(name, ...parts) {
  if (!words[name]) throw new Error(`no word ${name}`);
  return choose(words[name]).replace(/\{(\d)\}/g, (_, n) => parts[n]);
}

/** pick chooses out of [Chinese, English]. */
export const pick = choose;

/** dress puts the words into everything that names one. */
export function dress(root = document) {
  for (const e of root.querySelectorAll('[data-word]')) e.textContent = word(e.dataset.word);
  for (const e of root.querySelectorAll('[data-label]')) { e.setAttribute('aria-label', word(e.dataset.label)); e.title = e.matches('button,input') ? word(e.dataset.label) : ''; }
  for (const e of root.querySelectorAll('[data-placeholder]')) e.placeholder = word(e.dataset.placeholder);
  document.title = word('pageTitle');
  document.documentElement.lang = english ? 'en' : 'zh-CN';
}

const zone = 'Asia/Shanghai';
const format = (options) => [new Intl.DateTimeFormat('zh-CN', { timeZone: zone, ...options }), new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...options })];
const forms = {
  time: format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
  day: format({ year: 'numeric', month: 'long', day: 'numeric', weekday: 'short' }),
  short: format({ month: 'numeric', day: 'numeric' }),
  date: format({ year: 'numeric', month: 'long', day: 'numeric' }),
  full: format({ year: 'numeric', month: 'long', day: 'numeric', weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
};
/** when says a time in the office's zone. */
export const when = (at, form) => choose(forms[form]).format(new Date(at));
export const isDay = (a, b) => isoDay(a) === isoDay(b);
/** isoDay is the date in the office's zone as an input wants it. */
export const isoDay = (at) => new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(new Date(at));
