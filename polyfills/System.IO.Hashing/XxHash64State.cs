using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace System.IO.Hashing;

// The arithmetic of XXH64: four lanes over stripes of 32 bytes, then the remaining 0..31 bytes, then an avalanche.
[StructLayout(LayoutKind.Auto)]
internal struct XxHash64State
{
    public const int StripeSize = 32;

    private const ulong P1 = 0x9E3779B185EBCA87;
    private const ulong P2 = 0xC2B2AE3D27D4EB4F;
    private const ulong P3 = 0x165667B19E3779F9;
    private const ulong P4 = 0x85EBCA77C2B2AE63;
    private const ulong P5 = 0x27D4EB2F165667C5;

    private readonly ulong _seed;
    private ulong _a;
    private ulong _b;
    private ulong _c;
    private ulong _d;
    private ulong _length;

    public XxHash64State(ulong seed)
    {
        unchecked
        {
            _seed = seed;
            _a = seed + P1 + P2;
            _b = seed + P2;
            _c = seed;
            _d = seed - P1;
        }
    }

    /// <summary>Takes in every whole stripe and returns what is left of the data.</summary>
    public ReadOnlySpan<byte> AddStripes(ReadOnlySpan<byte> data)
    {
        for (; data.Length >= StripeSize; data = data[StripeSize..])
        {
            _a = Round(_a, Lane(data, 0));
            _b = Round(_b, Lane(data, 1));
            _c = Round(_c, Lane(data, 2));
            _d = Round(_d, Lane(data, 3));
            _length += StripeSize;
        }

        return data;
    }

    /// <summary>The hash of the stripes so far plus a rest shorter than a stripe; does not change the state.</summary>
    public readonly ulong Finish(ReadOnlySpan<byte> rest)
    {
        unchecked
        {
            var hash = (_length > 0 ? MergedLanes() : _seed + P5) + _length + (ulong)rest.Length;
            for (; rest.Length >= sizeof(ulong); rest = rest[sizeof(ulong)..])
            {
                hash ^= Round(0, Lane(rest, 0));
                hash = (BitOperations.RotateLeft(hash, 27) * P1) + P4;
            }

            if (rest.Length >= sizeof(uint))
            {
                hash ^= BinaryPrimitives.ReadUInt32LittleEndian(rest) * P1;
                hash = (BitOperations.RotateLeft(hash, 23) * P2) + P3;
                rest = rest[sizeof(uint)..];
            }

            foreach (var value in rest)
            {
                hash ^= value * P5;
                hash = BitOperations.RotateLeft(hash, 11) * P1;
            }

            hash = (hash ^ (hash >> 33)) * P2;
            hash = (hash ^ (hash >> 29)) * P3;
            return hash ^ (hash >> 32);
        }
    }

    private readonly ulong MergedLanes()
    {
        unchecked
        {
            var hash = BitOperations.RotateLeft(_a, 1) + BitOperations.RotateLeft(_b, 7)
                + BitOperations.RotateLeft(_c, 12) + BitOperations.RotateLeft(_d, 18);
            return Merge(Merge(Merge(Merge(hash, _a), _b), _c), _d);
        }
    }

    private static ulong Merge(ulong hash, ulong lane) => unchecked(((hash ^ Round(0, lane)) * P1) + P4);

    private static ulong Round(ulong lane, ulong value) => unchecked(BitOperations.RotateLeft(lane + (value * P2), 31) * P1);

    private static ulong Lane(ReadOnlySpan<byte> data, int index) =>
        BinaryPrimitives.ReadUInt64LittleEndian(data[(index * sizeof(ulong))..]);
}
