export const slugOf = (title) => title.trim().toLowerCase().replaceAll(' ', '-')
