export const unassigned = (event) => console.log(event.data.memberId)
