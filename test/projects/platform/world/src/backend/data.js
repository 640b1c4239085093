const said = (hook, title) => console.log(`${hook} ${title}`)

export function Log_beforeInsert(item, { collectionName, userRole }) {
  said('beforeInsert', `${item.title} ${collectionName} ${userRole}`)
  return { ...item, title: item.title.toUpperCase() }
}

export function Log_afterInsert(item) {
  said('afterInsert', item.title)
  return { ...item, isShown: true }
}

export function Log_beforeUpdate(item, { currentItem }) {
  said('beforeUpdate', `${currentItem.title} > ${item.title}`)
  return item
}

export function Log_afterUpdate(item) {
  said('afterUpdate', item.title)
  return item
}

export function Log_beforeGet(id) {
  said('beforeGet', id)
  return id
}

export function Log_afterGet(item) {
  said('afterGet', item.title)
  return item
}

export function Log_beforeQuery(query) {
  said('beforeQuery', '')
  return query.ne('title', 'to be removed')
}

export function Log_afterQuery(item) {
  said('afterQuery', item.title)
  return item
}

export function Log_beforeCount(query) {
  said('beforeCount', '')
  return query
}

export function Log_afterCount(count) {
  said('afterCount', count)
  return count
}

export function Log_beforeRemove(id, { currentItem }) {
  said('beforeRemove', `${id} ${currentItem.title}`)
  return id
}

export function Log_afterRemove(item) {
  said('afterRemove', item.title)
  return item
}

export function Refused_beforeInsert() {
  throw new Error('not here')
}
