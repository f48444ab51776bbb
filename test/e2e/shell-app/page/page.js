const asked = [];
window.slipway.on('place.opened', ({ place }) => asked.push(place));
window.asked = asked;
const answer = await window.slipway.calls['status.read']({});
document.querySelector('#headline').textContent = answer.ok ? answer.value.headline : answer.problem.code;
