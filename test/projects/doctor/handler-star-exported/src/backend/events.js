export * from 'backend/badges'
