export function BadgeLog_beforeInsert(item) {
    return item;
}
