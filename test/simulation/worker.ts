import { type Campaign, playSeeds } from './campaign';

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
