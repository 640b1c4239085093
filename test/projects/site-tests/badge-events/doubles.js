export default {
  'wix-loyalty.v2': {
    accounts: { getAccount: async (id) => ({ account: { _id: id, points: { balance: 42 } } }) },
  },
}
