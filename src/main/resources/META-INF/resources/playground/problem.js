/** A problem with advice for the user. */
export class Problem extends Error {
  /**
   * @param {string} title the problem
   * @param {string} advice the advice
   * @param {number} [status] the status of the response, if there was one
   * @param {?string} [liveRun] the run because of which the service refused the request
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
