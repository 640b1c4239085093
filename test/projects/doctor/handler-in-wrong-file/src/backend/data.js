export const wixCrm_onContactCreated = (event) => console.log(event)
