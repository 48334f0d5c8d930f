using System.Buffers.Binary;

namespace System.IO.Hashing;

/// <summary>XXH64, a fast 64-bit hash (https://github.com/Cyan4973/xxHash). Results are big-endian, as the specification's canonical form is.</summary>
public sealed class XxHash64 : NonCryptographicHashAlgorithm
{
    private const int HashSize = sizeof(ulong);

    private readonly ulong _seed;
    private readonly byte[] _pending = new byte[XxHash64State.StripeSize];
    private XxHash64State _state;
    private int _pendingLength;

    /// <summary>A hash with seed 0.</summary>
    public XxHash64()
        : this(0)
    {
    }

    /// <summary>A hash with a seed of its own.</summary>
    /// <param name="seed">Different seeds give unrelated hashes of the same data.</param>
    public XxHash64(long seed)
        : base(HashSize)
    {
        _seed = unchecked((ulong)seed);
        _state = new XxHash64State(_seed);
    }

    /// <summary>A copy with the same state; the two go on independently.</summary>
    /// <returns>The copy.</returns>
    public XxHash64 Clone()
    {
        var copy = new XxHash64(unchecked((long)_seed)) { _state = _state, _pendingLength = _pendingLength };
        _pending.CopyTo(copy._pending, 0);
        return copy;
    }

    /// <inheritdoc/>
    public override void Append(ReadOnlySpan<byte> source)
    {
        if (_pendingLength > 0)
        {
            var taken = Math.Min(source.Length, _pending.Length - _pendingLength);
            source[..taken].CopyTo(_pending.AsSpan(_pendingLength));
            _pendingLength += taken;
            source = source[taken..];
            if (_pendingLength < _pending.Length)
            {
                return;
            }

            _state.AddStripes(_pending);
        }

        var rest = _state.AddStripes(source);
        rest.CopyTo(_pending);
        _pendingLength = rest.Length;
    }

    /// <inheritdoc/>
    public override void Reset()
    {
        _state = new XxHash64State(_seed);
        _pendingLength = 0;
    }

    /// <summary>The hash of everything appended so far, as a number.</summary>
    /// <returns>The hash.</returns>
    public ulong GetCurrentHashAsUInt64() => _state.Finish(_pending.AsSpan(0, _pendingLength));

    /// <inheritdoc/>
    protected override void GetCurrentHashCore(Span<byte> destination) =>
        BinaryPrimitives.WriteUInt64BigEndian(destination, GetCurrentHashAsUInt64());

    /// <inheritdoc/>
    protected override void GetHashAndResetCore(Span<byte> destination)
    {
        GetCurrentHashCore(destination);
        Reset();
    }

    /// <summary>The hash of an array, with seed 0.</summary>
    /// <param name="source">The bytes.</param>
    /// <returns>Eight bytes, big-endian.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> is null.</exception>
    public static byte[] Hash(byte[] source) => Hash(source, seed: 0);

    /// <summary>The hash of an array.</summary>
    /// <param name="source">The bytes.</param>
    /// <param name="seed">The seed.</param>
    /// <returns>Eight bytes, big-endian.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> is null.</exception>
    public static byte[] Hash(byte[] source, long seed)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Hash(source.AsSpan(), seed);
    }

    /// <summary>The hash of some bytes.</summary>
    /// <param name="source">The bytes.</param>
    /// <param name="seed">The seed.</param>
    /// <returns>Eight bytes, big-endian.</returns>
    public static byte[] Hash(ReadOnlySpan<byte> source, long seed = 0)
    {
        var hash = new byte[HashSize];
        BinaryPrimitives.WriteUInt64BigEndian(hash, HashToUInt64(source, seed));
        return hash;
    }

    /// <summary>Writes the hash of some bytes.</summary>
    /// <param name="source">The bytes.</param>
    /// <param name="destination">At least eight bytes; the hash goes there, big-endian.</param>
    /// <param name="seed">The seed.</param>
    /// <returns>The number of bytes written, 8.</returns>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too short.</exception>
    public static int Hash(ReadOnlySpan<byte> source, Span<byte> destination, long seed = 0) =>
        TryHash(source, destination, out var written, seed)
            ? written
            : throw new ArgumentException("The destination is too short for the hash.", nameof(destination));

    /// <summary>Writes the hash of some bytes, if there is room.</summary>
    /// <param name="source">The bytes.</param>
    /// <param name="destination">Where the hash goes, big-endian.</param>
    /// <param name="bytesWritten">The number of bytes written: 8 or 0.</param>
    /// <param name="seed">The seed.</param>
    /// <returns>False when <paramref name="destination"/> is too short.</returns>
    public static bool TryHash(ReadOnlySpan<byte> source, Span<byte> destination, out int bytesWritten, long seed = 0)
    {
        var fits = destination.Length >= HashSize && BinaryPrimitives.TryWriteUInt64BigEndian(destination, HashToUInt64(source, seed));
        bytesWritten = fits ? HashSize : 0;
        return fits;
    }

    /// <summary>The hash of some bytes, as a number.</summary>
    /// <param name="source">The bytes.</param>
    /// <param name="seed">The seed.</param>
    /// <returns>The hash.</returns>
    public static ulong HashToUInt64(ReadOnlySpan<byte> source, long seed = 0)
    {
        var state = new XxHash64State(unchecked((ulong)seed));
        return state.Finish(state.AddStripes(source));
    }
}
