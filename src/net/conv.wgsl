// One convolution of the network over a batch. Maps lie place after place, with all channels of each together.
//
// A thread makes four channels of one place. Every size is written in before it is compiled, so that the loops have
// fixed ends.

@group(0) @binding(0) var<storage, read_write> maps: array<f32>;
// By block of four output channels, row, column and input channel; behind them the bias of each block.
@group(0) @binding(1) var<storage, read_write> weights: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read_write> made: array<f32>;

const SIDE = {{ side }};
const GIVES = {{ gives }};
const KERNEL = {{ kernel }};
const STRIDE = {{ stride }};
const PADDING = {{ padding }};
const FROM = {{ from }};
const TO = {{ to }};
const LEAST = {{ least }};
const BLOCKS = (TO + 3) / 4;

@compute @workgroup_size({{ group }})
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
    let place = i32(id.x);
    let block = i32(id.y);
    let picture = place / (GIVES * GIVES);
    if (picture >= i32(arrayLength(&maps)) / (SIDE * SIDE * FROM)) {
        return;
    }
    let top = place / GIVES % GIVES * STRIDE - PADDING;
    let left = place % GIVES * STRIDE - PADDING;
    var sum = weights[BLOCKS * KERNEL * KERNEL * FROM + block];
    for (var row = 0; row < KERNEL; row++) {
        let y = top + row;
        if (y < 0 || y >= SIDE) {
            continue;
        }
        for (var column = 0; column < KERNEL; column++) {
            let x = left + column;
            if (x < 0 || x >= SIDE) {
                continue;
            }
            let seen = ((picture * SIDE + y) * SIDE + x) * FROM;
            let learned = ((block * KERNEL + row) * KERNEL + column) * FROM;
            for (var channel = 0; channel < FROM; channel++) {
                sum += maps[seen + channel] * weights[learned + channel];
            }
        }
    }
    sum = max(sum, vec4<f32>(LEAST));
    for (var lane = 0; lane < min(4, TO - 4 * block); lane++) {
        made[place * TO + 4 * block + lane] = sum[lane];
    }
}
