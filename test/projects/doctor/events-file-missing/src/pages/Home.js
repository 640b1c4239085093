$w.onReady(() => {})
