export const taken = (event) => console.log(event.data.memberId)
