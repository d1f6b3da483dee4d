/** What went wrong, and what its reader can do about it. */
export class Problem extends Error {
  /**
   * @param {string} title what went wrong
   * @param {string} advice what to do
   * @param {number} [status] what the service answered with, if it answered
   * @param {?string} [liveRun] the run because of which the service refused
   */
  constructor(title, advice, status = 0, liveRun = null) {
    super(title);
    this.advice = advice;
    this.status = status;
    this.liveRun = liveRun;
  }

  get needsToken() {
    return this.status === 401;
  }
}
