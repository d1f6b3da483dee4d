/** What went wrong, and what its reader can do about it. */
export class Problem extends Error {
  /**
   * @param {string} title what went wrong
   * @param {string} advice what to do
   * @param {number} [status] what the service answered with, if it answered
   */
  constructor(title, advice, status = 0) {
    super(title);
    this.advice = advice;
    this.status = status;
  }

  get needsToken() {
    return this.status === 401;
  }
}
