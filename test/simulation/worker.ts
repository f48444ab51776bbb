import { type Campaign, playSeeds } from './campaign';

// Most problems are planned: what led to each would take a tenth of the time.
Error.stackTraceLimit = 0;

/** One process of a campaign: plays the seeds it is sent and answers with what became of them, until nobody asks any more. */
process.on('message', (campaign: Campaign) => {
  playSeeds(campaign).then(
    (totals) => process.send?.(totals),
    (thrown: unknown) => {
      console.error(thrown);
      process.exit(1);
    },
  );
});
