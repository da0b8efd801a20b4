/** art.mjs — the wording of the test outlet of an artist: short texts, many pictures, signed at the end. */
export const people = ['Mizuki Tanegawa', 'Haruka Minamoto']

export const subjects = [
  {
    titles: ['Stillness of the Inner Harbour', 'Inner Harbour, Second State'],
    place: 'the inner harbour',
    thing: 'a woodblock in six colours',
    paragraphs: [
      'The boats are drawn without their ropes, and it is some time before one notices. What holds them is the colour of the water, which deepens by four printings from the shore to the wall.',
      'I have kept the seam between two blocks visible along the horizon. A print should admit how it was made, in the way that a good coat shows its stitching on the inside.',
      'The last colour was printed in rain. It took differently upon each sheet, and I have stopped calling that a fault.',
    ],
  },
  {
    titles: ['Pine, Snow, and an Unlit Window', 'Snow Against the Grain'],
    place: 'the northern road',
    thing: 'ink and shell white on paper',
    paragraphs: [
      'Snow is the paper itself, left alone. Everything else in the picture is there to persuade the eye of it, and the branch had to be drawn eleven times before it was heavy enough.',
      'The window was lit in the sketch. When the lamp was taken out the house became warmer, which I cannot explain and have not tried to.',
      'Older painters placed a traveller on such a road. Mine has already passed, and the marks are filling in.',
    ],
  },
  {
    titles: ['Five Cranes Over the Salt Fields', 'Cranes, Early'],
    place: 'the salt fields',
    thing: 'mineral colour on silk',
    paragraphs: [
      'The fifth crane is at the very edge and most people count four. It was there first, and the others were placed by asking it where they ought to fly.',
      'Malachite was ground for this in three grains, coarse for the near dike and fine for the far one. Distance in such a picture is a matter of sand.',
      'The fields were given up in my grandmother’s time, but the dikes remain, and after rain they are once again full of sky.',
    ],
  },
  {
    titles: ['A Market Under Umbrellas', 'Umbrellas, Seen From Above'],
    place: 'the old market',
    thing: 'a drawing for a folding screen',
    paragraphs: [
      'Seen from the bell tower the market has no people, only umbrellas, and each moves as its owner would. One may recognise the fishmonger by his hurry.',
      'I drew forty-two of them on separate slips and moved the slips for a week. The gap in the middle is not a composition but a dog.',
      'For the screen the sheet will be folded twice. The folds fall in the gap, and the dog will be spared.',
    ],
  },
  {
    titles: ['The Ferryman Listens', 'Portrait of a Ferryman'],
    place: 'the lower crossing',
    thing: 'charcoal and tea on paper',
    paragraphs: [
      'He hears a boat before it is to be seen, and turns his head to the left. I asked him to hold that, and he said that he could hold it only when there was a boat.',
      'So the portrait took the whole of a month, four minutes at a time. Tea was spilled on the second day, and the tone was so exactly right that the rest was laid on with the brush.',
      'He has looked at the picture once. He remarked that the boat was late.',
    ],
  },
]

export const general = [
  'The edition is small because the paper is made in winter only. When it is used up the block will be planed, and the cherry wood will become something else.',
  'I am often asked how long a picture takes. The honest answer is that this one took an afternoon, and that the afternoon took twenty years.',
  'Look at it from across the room, and then from as near as the guard permits. The two pictures should disagree a little.',
  'The title came last, as usual, and was suggested by a child who had been told not to touch anything.',
]
