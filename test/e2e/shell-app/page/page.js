window.slipway.on('place.opened', ({ place }) => {
  document.querySelector('#asked').textContent += `${place} `;
});
const answer = await window.slipway.calls['status.read']({});
document.querySelector('#headline').textContent = answer.ok ? answer.value.headline : answer.problem.code;
