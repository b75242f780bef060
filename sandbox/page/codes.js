// codes are the ledger's own words, each with Chinese and English ones. What follows
// "export default" is JSON: the tests read it too, and hold it to the ledger's constants.

export default {
  "what": {
    "registered": ["立项", "registered"], "changed": ["台账改动", "changed"], "reported": ["报送进展", "reported"], "amended": ["更正进展", "amended"],
    "withdrawn": ["撤销进展", "withdrawn"], "promised": ["承诺", "promised"], "blocked": ["报告困难", "difficulty reported"], "imported": ["导入", "imported"],
    "proposed": ["拟立项", "proposed"], "assigned": ["交办", "assigned"], "divided": ["分解", "divided"], "followed": ["随分解任务变动", "followed its parts"],
    "accepted": ["签收", "signed for"], "forwarded": ["转办", "forwarded"], "suspended": ["中止", "suspended"], "resumed": ["恢复", "resumed"],
    "planned": ["报计划", "planned"], "milestone": ["节点", "milestone"], "waived": ["免计划", "plan waived"], "limit": ["改时限", "limit set"], "completed": ["办结", "completed"],
    "applied": ["申请", "applied for"], "added_files": ["补充材料", "files added"], "owed_file": ["待取附件", "file still to come"], "decided": ["审定", "decided"], "rose": ["督办升级", "supervision rose"],
    "drafted": ["拟督办单", "notice drafted"], "issued": ["签发督办单", "notice issued"], "formal": ["登记文号", "formal number"], "received": ["签收督办", "notice received"], "replied_up": ["回复上级", "reply to a superior"],
    "replied": ["回复督办", "notice replied to"], "reviewed": ["审核回复", "reply reviewed"], "notice_ended": ["督办单终结", "notice ended"], "closeout": ["销号", "striking off"],
    "reopened": ["重启", "reopened"], "rechecked": ["回头看", "rechecked"], "instructed": ["批示", "instructed"], "measured": ["指标", "measured"],
    "bulletin": ["通报", "bulletin"], "told": ["提醒", "told"], "not_told": ["应提醒未提醒", "not told"], "delivered": ["送达", "delivered"],
    "refused": ["被拒收", "refused"], "unknown": ["送达不明", "outcome unknown"], "invited": ["邀请", "invited"], "joined": ["加入", "joined"],
    "left": ["离任", "left"], "away": ["请假", "on leave"], "merged": ["撤并", "merged"], "bound": ["绑定群", "group bound"],
    "unit": ["单位", "unit"], "policy": ["规则", "rules"], "cancelled": ["撤项", "cancelled"], "basis": ["依据", "basis"], "briefed": ["汇总简报", "brief taken"], "slot": ["定时", "by the clock"]
  },
  "job": {
    "digest": ["单位提醒", "digests of the units"], "overdue": ["督办日报", "the office’s day"], "missing": ["进展报送情况", "late reports"], "brief": ["领导周报", "leaders’ week"],
    "monthly": ["领导月报", "leaders’ month"], "chain": ["台账留痕", "head of the chain"], "ladder": ["逐级督办", "supervision that rises"], "queue": ["待办事项", "what waits for a decision"]
  },
  "occasion": {
    "new": ["新交办，还没告诉过", "newly assigned, not told yet"], "near": ["快到期（前7、3、1天）", "the limit is near (7, 3, 1 days)"], "today": ["今天到期", "the limit is today"],
    "overdue": ["逾期（第1、3、7天，以后每周）", "overdue (day 1, 3, 7, then weekly)"], "milestone": ["节点快到", "a milestone is near"], "report": ["按节奏该报进展了", "a report is due by its rhythm"],
    "late": ["进展迟报（第1、3、7天，以后每周）", "the report is late (day 1, 3, 7, then weekly)"], "promise": ["承诺的日子到了", "the promised day is here"], "broken": ["承诺的日子过了", "the promised day has passed"],
    "unsigned": ["交办后还没有签收", "handed over and not signed for"], "moved": ["改由别的单位牵头", "another unit leads it now"], "child_back": ["随分解任务重启", "taken up again with a part of it"], "joint": ["共同牵头单位报办结", "another lead reported it as complete"], "denied": ["共同牵头单位的申请没有同意", "what another lead asked for was refused or sent back"], "shared": ["任务已分解，不再直接报", "it was divided: nothing is reported on it directly"],
    "limit": ["办公室改了时限", "the office set another limit"], "extended": ["时限随上级任务延后", "its limit moved with the task of which it is a part"], "review": ["长期任务定期回看", "standing work is looked at again"], "asked": ["别的单位等本单位答复", "another unit waits for the answer"],
    "blocking": ["答复迟了，别的单位还在等", "the answer is late, another unit waits"], "resumed": ["中止结束，继续办", "the suspension is over"], "plan": ["还没有计划，每周提醒", "no plan yet, asked for weekly"],
    "silenced": ["单位已作承诺，到期前不提醒", "the unit has promised: silent until then"], "by_office": ["办公室催办", "the office reminds by hand"], "completed": ["办公室确认办结", "the office confirmed completion"],
    "decided": ["申请有了结果", "what was asked for was decided"], "ready": ["已办结，还没有申请销号", "completed, not yet applied to strike it off"], "closed": ["已销号", "struck off"], "reopened": ["重新办理", "taken up again"],
    "instructed": ["领导批示", "a leader wrote on it"], "beside": ["一起办的单位遇到困难或有了答复", "a unit that works on it too is stuck, or was answered"], "risen": ["督办升级，没有督办单", "supervision rose, without a notice"],
    "cancelled": ["已撤项", "cancelled"], "held": ["在等别的单位答复，督办会因此升级", "waits for another unit, and supervision rises against that"],
    "handed_late": ["本单位交办出去的逾期了", "what the unit handed to others is overdue"], "handed_stuck": ["本单位交办出去的遇到困难", "what the unit handed to others is stuck"], "handed_done": ["本单位交办出去的已办结", "what the unit handed to others is completed"],
    "handed_moved": ["本单位交办出去的改了牵头单位", "what the unit handed to others is led by others now"], "voided": ["督办单随改交作废", "a notice to it is void, since others lead it now"], "issued_void": ["本单位签发的督办单作废", "a notice that it issued is void"],
    "part": ["请它配合、落实", "it has a part beside the lead"], "part_over": ["不再配合、落实", "it has no part any more"],
    "reply": ["督办单该回复了", "the reply to a notice is due"], "reply_late": ["督办单没有按时回复", "the reply to a notice is late"], "notice": ["督办单有了动静", "news of a notice"],
    "copied": ["督办单抄送本单位", "a notice is copied to the unit"], "copy_void": ["抄送的督办单作废了", "a notice that was copied is void"], "heard": ["本单位签发的督办单有了回复，或迟签收", "a notice that the unit issued was replied to, or acknowledged late"]
  },
  "silence": {
    "holiday": ["非工作日", "not a workday"], "quiet_hours": ["休息时间", "quiet hours"], "downtime": ["停机错过，后一次会补上", "missed while down, the next one makes up for it"],
    "calendar_missing": ["缺少当年放假安排", "holidays of that year are missing"], "uncertain": ["发送结果不明", "outcome unknown"], "expired": ["一天内没有发成", "not sent within a day"],
    "left": ["收件人已离任", "whom it was meant for has left"], "nobody_to_tell": ["单位没有绑定群，也没有联络员", "the unit has neither a group nor a contact"], "no_principal": ["还没有登记主要领导", "no principal leader is registered"]
  },
  "matter": {
    "extension": ["延期申请", "an extension"], "review": ["办结审核", "review of completion"], "step": ["销号申请", "a step of striking off"], "objection": ["公示异议", "an objection"],
    "instruction": ["批示立项", "an instruction to register"], "sign": ["督办单签发", "signing a notice"], "head_sign": ["督办回复签字", "the head’s signature"], "notice_review": ["督办回复审核", "review of a reply"],
    "admonition": ["约谈建议", "a proposed admonition"], "difficulty": ["困难", "a difficulty"], "suspension": ["中止申请", "a suspension"], "sent_back": ["退办申请", "sending it back"],
    "partial": ["阶段性办结", "completion of a part"], "claim": ["认领申请", "a claim"], "bulletin": ["通报签发", "signing a bulletin"]
  },
  "brief": { "summary": ["汇总", "summary"], "weekly": ["周报", "weekly"], "monthly": ["月报", "monthly"], "special": ["专报", "special report"] },
  "bulletinStep": {
    "drafted": ["起草", "drafted"], "edited": ["修改", "edited"], "submitted": ["送签", "put to be signed"], "issued": ["签发", "issued"],
    "returned": ["退回", "given back"], "dropped": ["取消", "dropped"], "void": ["作废", "void"]
  },
  "closeoutStep": { "applied": ["申请", "applied for"], "notice ended": ["公示期满", "the public notice ended"], "notice stopped": ["取消公示", "the public notice was stopped"], "taken back": ["单位撤回", "taken back by the unit"] },
  "condition": {
    "near": ["临近时限", "the limit is near"], "overdue": ["逾期", "overdue"], "gap": ["进度落后", "behind its schedule"], "notices": ["多次督办", "several notices"],
    "missed": ["多次迟报", "several reports missed"], "passing": ["单位有多项逾期", "the unit has several overdue"]
  },
  "end": { "departed": ["离任", "departed"], "handed": ["交接", "handed over"], "merged": ["单位撤并", "the unit was merged"], "returned": ["回来上班", "returned"] },
  "course": { "back": ["退给来处", "sent back"], "answers": ["答复期限顺延", "days to answer were moved"] },
  "proposal": { "new": ["一句话立项", "proposed in words"], "meeting": ["会议议定", "out of a meeting"], "import": ["导入文件", "out of a file"], "remark": ["批示，等选任务", "a remark that waits for its task"], "saying": ["单位的话，等选任务", "words that wait for their task"] },
  "command": {
    "start": ["开始", "start"], "help": ["帮助", "help"], "me": ["我", "me"], "tasks": ["任务", "tasks"], "show": ["查看", "show"], "report": ["进展", "report"], "nochange": ["无变化", "no change"],
    "blocked": ["困难", "difficulty"], "promise": ["承诺", "promise"], "undo": ["撤销", "undo"], "accept": ["签收", "sign for"], "extend": ["延期", "extend"], "decline": ["退办", "decline"], "partial": ["阶段性办结", "complete a part"],
    "claim": ["认领", "claim"], "receive": ["签收督办", "receive a notice"], "takeback": ["撤销申请", "take an application back"], "endpublic": ["取消公示", "end a public notice"], "reply": ["回复督办", "reply to a notice"], "plan": ["计划", "plan"], "milestone": ["节点", "milestone"], "forward": ["转办", "forward"], "answer": ["答复", "answer"],
    "queue": ["待办", "what waits"], "approve": ["同意", "approve"], "refuse": ["不同意", "refuse"], "return": ["退回", "give back"], "new": ["立项", "register"], "meeting": ["会议", "meeting"], "import": ["导入", "import"],
    "confirm": ["确认", "confirm"], "cancel": ["取消", "cancel"], "find": ["查", "find"], "summary": ["汇总", "summary"], "red": ["红灯", "red lamps"], "week": ["周报", "week"], "month": ["月报", "month"], "special": ["专报", "special report"],
    "export": ["导出", "export"], "template": ["导入模板", "template"], "indicator": ["指标", "indicator"], "instruct": ["批示", "instruct"], "burden": ["减负表", "burden"], "assign": ["交办", "assign"], "divide": ["分解", "divide"],
    "remind": ["催办", "remind"], "notice": ["督办", "notice"], "formal": ["文号", "formal number"], "paper": ["文稿", "paper"], "void": ["作废", "declare void"], "bulletin": ["通报", "bulletin"], "superior": ["上级督办", "superior’s notice"],
    "complete": ["办结", "complete"], "closeout": ["销号", "strike off"], "public": ["公示", "public notice"], "objection": ["异议", "objection"], "recheck": ["回头看", "recheck"], "reopen": ["重启", "reopen"], "suspend": ["中止", "suspend"],
    "resume": ["恢复", "resume"], "waive": ["免计划", "waive the plan"], "limit": ["时限", "set a limit"], "invite": ["邀请", "invite"], "people": ["人员", "people"], "depart": ["离任", "depart"], "delegate": ["交接", "hand over"], "viewnotice": ["看督办单", "read a notice"], "leave": ["请假", "leave"], "merge": ["撤并", "merge"], "bind": ["绑定", "bind"], "canceltask": ["撤项", "cancel a task"], "basis": ["依据", "basis"], "mandate": ["授权交办督办", "mandate"], "withdraw": ["撤销授权", "take the mandate back"],
    "decide": ["审定", "decision"], "matter": ["待办", "something to decide"], "end": ["审定", "decision"], "urgent": ["紧急", "urgent"], "pdf": ["文稿", "papers"]
  },
  "state": {
    "registered": ["已立项", "registered"], "assigned": ["已交办", "assigned"], "accepted": ["已签收", "signed for"], "in_progress": ["办理中", "in progress"], "blocked": ["有困难", "blocked"],
    "submitted": ["已报办结", "reported as complete"], "suspended": ["已中止", "suspended"], "completed": ["已办结", "completed"], "closed": ["已销号", "struck off"], "cancelled": ["已撤销", "cancelled"], "done": ["已办结", "done"]
  },
  "outcome": {
    "planned": ["待发", "planned"], "claimed": ["准备发", "about to be sent"], "sending": ["正在发", "sending"], "sent": ["已送达", "sent"], "refused": ["被拒", "refused"], "unknown": ["结果不明", "unknown"], "retry": ["稍后再发", "to be tried again"], "moved": ["会话已迁移", "the chat has moved"]
  },
  "class": { "digest": ["定时消息", "said by the clock"], "notice": ["通知", "notice"], "reply": ["答复人说的话", "answer to what somebody said"] },
  "verdict": { "approved": ["同意", "approved"], "refused": ["不同意", "refused"], "returned": ["退回", "given back"], "void": ["不再需要", "no longer needed"], "answered": ["已答复", "answered"] },
  "role": {
    "office": ["指挥部办公室", "office"], "supervisor": ["督查室", "inspectors"], "leader": ["市领导", "leader"], "principal": ["主要领导", "principal leader"], "head": ["单位一把手", "head of a unit"], "contact": ["联络员", "contact"],
    "grid": ["网格员", "grid worker"], "reader": ["只看", "reader"], "discipline": ["纪检", "discipline"], "admin": ["管理员", "administrator"]
  },
  "audience": { "unit": ["单位群", "a unit’s group"], "office": ["办公室群", "the office’s group"], "leaders": ["领导群", "the leaders’ group"] },
  "desk": { "office": ["办公室", "the office"], "head": ["一把手", "the head"], "unit": ["单位", "the unit"], "leader": ["领导", "the leader"] },
  "scope": { "*": ["全市", "the whole city"], "lead": ["牵头", "led by"], "leader": ["分管", "in the charge of"], "campaign": ["专项", "campaign"], "words": ["标题", "titled"] },
  "step": {
    "self_check": ["自查", "self-check"], "lead_verify": ["牵头核实", "verified by the lead"], "accept": ["验收", "accepted"], "office": ["办公室审核", "the office"], "public_notice": ["公示", "public notice"],
    "leader_sign": ["领导签字", "the leader’s signature"], "superior": ["报上级", "the superior"], "file": ["归档", "filed"]
  },
  "noticeState": {
    "draft": ["待签发", "draft"], "declined": ["不予签发", "declined"], "issued": ["已签发", "issued"], "acknowledged": ["已签收", "received"], "replied": ["已回复", "replied to"],
    "returned": ["退回重报", "given back"], "done": ["已办", "done"], "void": ["已作废", "void"]
  },
  "level": { "blue": ["蓝色提醒", "blue"], "yellow": ["黄色督办", "yellow"], "red": ["红色督办", "red"], "admonition": ["约谈建议", "admonition"] },
  "rhythm": {
    "once": ["一次", "once"], "weekly": ["每周", "weekly"], "ten_days": ["每旬", "every ten days"], "monthly": ["每月", "monthly"], "quarterly": ["每季度", "quarterly"], "half_year": ["每半年", "half-yearly"], "yearly": ["每年", "yearly"]
  },
  "better": { "higher": ["越高越好", "higher is better"], "lower": ["越低越好", "lower is better"] },
  "gone": { "unbound": ["已解绑", "unbound"], "moved": ["群已升级", "the group has moved"], "kicked": ["被移出群", "removed from the group"], "left": ["已退群", "left the group"] },
  "circle": { "all": ["全部单位", "all units"], "leading": ["牵头单位", "units that lead"], "towns": ["各镇", "towns"], "departments": ["各部门", "departments"], "leaders": ["市领导", "leaders"] },
  "choice": { "new": ["新任务", "a new task"], "no": ["不是批示", "no instruction"], "remark": ["批示", "remark"], "saying": ["单位的话", "words of a unit"], "late": ["没有点，作废", "nobody said"] },
  "owedFile": { "waits": ["正在再取", "asked for again"], "fetched": ["取到了", "has come"], "given_up": ["取不到", "given up"], "dropped": ["已撤销，不再取", "taken back, not wanted"], "owed_file": ["告知附件取不到", "a file was given up"] },
  "receiving": { "late": ["迟签收", "acknowledged late"] },
  "yes": { "yes": ["是", "yes"], "true": ["是", "yes"] },
  "limitPart": { "due": ["到期日", "due"], "hard": ["硬时限", "hard"], "standing": ["长期坚持", "standing"], "review": ["回看频次", "looked at again"], "confirm": ["待确认", "to be confirmed"], "yes": ["是", "yes"] },
  "problem": {
    "none": ["没有时限", "no limit"], "unreadable": ["读不懂时限", "limit not understood"], "vague": ["时限含糊", "vague limit"], "ambiguous": ["时限有两种读法", "ambiguous limit"], "by_urgency": ["按轻重缓急", "by urgency"], "by_source": ["按来源推定", "by its source"],
    "band": ["时限是一段", "a span of time"], "past": ["时限已过", "the limit has passed"], "missing_year_in_calendar": ["缺少该年放假安排", "that year’s holidays are missing"], "date_serial": ["像是表格里的日期序号", "looks like a spreadsheet’s number of a day"], "needs_start": ["不知从哪天算起", "from which day is not known"], "needs_festival": ["不知哪个节日", "which festival is not known"],
    "immediate": ["立即", "at once"], "forecast_only": ["只是预计", "a forecast only"], "done": ["已完成", "done"], "unknown_rhythm": ["读不懂节奏", "rhythm not understood"], "from_text": ["取自正文", "out of the text"],
    "unknown": ["单位不认识", "unknown unit"], "near_tie": ["单位名字相近", "units of like names"], "vague_group": ["单位说得笼统", "a vague group of units"], "conditional": ["单位有条件", "a unit under a condition"], "unbalanced_bracket": ["括号不成对", "unbalanced bracket"],
    "no_separator": ["单位没有分开", "units are not separated"], "default_carried": ["沿用上一行", "carried from the line above"], "not_a_unit": ["不是单位", "not a unit"], "and_others": ["含“等”字", "“and others”"], "no_unit": ["没有单位", "no unit"],
    "no_title": ["没有标题", "no title"], "too_long": ["太长", "too long"], "secret": ["带密级", "carries a secrecy marking"], "formula": ["公式", "a formula"], "no_lead": ["没有牵头单位", "no unit leads"], "unreadable_rhythm": ["读不懂节奏", "rhythm not understood"],
    "too_often": ["报送太频繁", "reports too often"], "unknown_status": ["状态不认识", "unknown status"], "unknown_priority": ["等级不认识", "unknown priority"], "repeat": ["反弹的任务没有找到", "what came back is not known"], "repeat_open": ["反弹的任务没有办结", "what came back has not ended"], "done_standing": ["长期任务已办结", "standing work that is done"], "limit_conflict": ["时限互相矛盾", "limits contradict"],
    "duplicate": ["重复", "twice"], "item_reused": ["项号重复", "the item’s number is used twice"], "unknown_code": ["编号不认识", "unknown code"], "row_cancelled": ["任务已撤项", "its task was cancelled"]
  },
  "field": {
    "title": ["标题", "title"], "target": ["目标", "target"], "measures": ["措施", "measures"], "source": ["来源", "source"], "item": ["项号", "item"], "list": ["清单", "list"], "basis": ["依据", "basis"], "campaign": ["专项", "campaign"],
    "lead": ["牵头单位", "lead"], "co": ["配合单位", "with"], "implement": ["落实单位", "carried out by"], "supervise": ["监督单位", "supervised by"], "accept": ["验收单位", "accepted by"], "leader": ["分管领导", "leader"], "linked": ["联系领导", "linked leader"],
    "limit": ["完成时限", "limit"], "rhythm": ["报送节奏", "rhythm"], "priority": ["重点", "priority"], "notes": ["其他各列", "other columns"], "confirm": ["待确认", "to be confirmed"], "state": ["状态", "state"], "percent": ["进度", "progress"], "due": ["时限", "due"],
    "full": ["全称", "full name"], "kind": ["类别", "kind"], "parent": ["上级", "parent"], "aliases": ["别名", "other names"], "group": ["分组", "group"], "order": ["次序", "order"],
    "part_percent": ["本单位进度", "the unit’s progress"], "accepted": ["签收单位", "signed for by"], "approved_by": ["批准人", "approved by"], "audience": ["给谁看", "audience"], "bulletin": ["通报", "bulletin"], "cancelled": ["已取消", "cancelled"],
    "cause": ["起因", "cause"], "changed": ["改动", "changed"], "new": ["新增", "new"], "chat": ["会话", "chat"], "chats": ["会话数", "chats"], "child": ["分解任务", "part"], "children": ["分解任务", "parts"], "class": ["性质", "kind"],
    "date": ["日期", "date"], "desk": ["谁来定", "to be decided by"], "done": ["完成", "done"], "expires": ["有效到", "valid until"], "file": ["文件", "file"], "files": ["文件", "files"], "floor": ["下限", "floor"], "for": ["代谁", "for"], "formal": ["正式文号", "formal number"], "principal": ["报主要领导", "principal leader is told"], "replied_on": ["回复上级日期", "replied to the superior on"], "reply_number": ["复文文号", "number of the reply"],
    "from": ["起", "from"], "gives": ["交出人", "given by"], "gone": ["不能再发", "out of reach"], "good": ["合格", "good"], "held": ["已有件数", "held"], "invited_by": ["邀请人", "invited by"], "job": ["定时任务", "job"], "left": ["不再要求", "no longer asked"], "level": ["督办等级", "level"],
    "matter": ["待办编号", "matter"], "merged": ["并入", "merged into"], "message": ["消息", "message"], "milestone": ["节点", "milestone"], "month": ["月份", "month"], "better": ["好坏", "better"], "name": ["姓名", "name"], "notice": ["督办单编号", "notice"],
    "notice_state": ["督办单状态", "notice is"], "number": ["文号", "number"], "agreed": ["已同意立项", "agreed to"], "made": ["立的任务", "task made"], "answer_by": ["答复期限", "answer by"], "paragraph": ["段", "paragraph"], "person": ["人", "person"], "plan": ["计划", "plan"], "policy": ["规则版本", "rules"], "post": ["职务", "post"],
    "promise": ["承诺日期", "promised for"], "receipt": ["回执", "receipt"], "attempt": ["第几次", "attempt"], "relapses": ["反弹次数", "relapses"], "repeat_of": ["接哪项任务反复出现", "comes back from"], "repeated_as": ["又出现，另立为", "came back as"], "reply_by": ["回复期限", "reply by"], "report": ["报告编号", "report"], "role": ["身份", "role"], "scope": ["范围", "scope"],
    "sha256": ["指纹", "fingerprint"], "signed": ["已签", "signed"], "since": ["任职起", "since"], "slot": ["应发时间", "due at"], "instead": ["代办，应由", "in the place of"], "slots": ["次数", "times"], "last": ["最后一次", "the last at"], "snapshot": ["快照", "snapshot"], "step": ["步骤", "step"], "tasks": ["任务", "tasks"], "text": ["内容", "text"],
    "to": ["收件", "to"], "unit": ["单位", "unit"], "until": ["到", "until"], "revived": ["恢复", "brought back"], "verdict": ["结论", "verdict"], "version": ["版本", "version"], "wechat": ["工作群", "work group"], "whole": ["全部导入", "complete"], "command": ["指令", "command"], "chosen": ["所选", "chosen"], "withdrawn": ["废止原因", "taken out of use"], "mandated": ["可交办督办", "may assign to others"], "purpose": ["群的用途", "purpose of the group"], "year": ["年份", "year"]
  },
  "whyOf": {
    "told": ["occasion"], "not_told": ["silence", "occasion"], "slot": ["silence"], "refused": ["silence", "job", "command", "occasion", "matter", "owedFile"], "unknown": ["silence", "job", "command", "occasion", "matter", "owedFile"],
    "delivered": ["job", "command", "occasion", "matter", "bulletinStep", "end", "level", "owedFile"], "applied": ["matter"], "decided": ["matter"], "withdrawn": ["occasion", "matter"], "added_files": ["matter"], "owed_file": ["owedFile"], "instructed": ["matter"], "briefed": ["brief"],
    "bulletin": ["bulletinStep"], "closeout": ["closeoutStep"], "rose": ["condition"], "left": ["end"], "joined": ["end"], "forwarded": ["course"], "resumed": ["course"], "unit": ["command"], "received": ["receiving"], "replied": ["matter"]
  },
  "valueOf": {
    "state": "state", "class": "class", "verdict": "verdict", "role": "role", "audience": "audience", "desk": "desk", "instead": "desk", "scope": "scope", "step": "step", "signed": "step", "notice_state": "noticeState", "level": "level", "rhythm": "rhythm",
    "better": "better", "gone": "gone", "to": "circle", "job": "job", "command": "command", "chosen": "choice", "limit": "limitPart", "confirm": "problem", "cause": "condition", "child": "state", "done": "yes", "good": "yes", "whole": "yes", "priority": "yes", "principal": "yes", "mandated": "yes"
  }
};
