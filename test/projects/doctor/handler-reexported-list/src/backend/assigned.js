export default (event) => console.log(event.data.memberId)
