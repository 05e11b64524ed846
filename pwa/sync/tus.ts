// The tus client, as much of it as is used: a part of the app of its own, asked for when there is something to send.
export { DetailedError, Upload } from 'tus-js-client'
