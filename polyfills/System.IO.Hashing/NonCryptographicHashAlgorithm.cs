using System.ComponentModel;

namespace System.IO.Hashing;

/// <summary>A hash over bytes that protects against accidents, not against attackers. Instances are not safe for concurrent use.</summary>
public abstract class NonCryptographicHashAlgorithm
{
    private const int StreamBufferSize = 16 * 1024;

    /// <summary>Sets the length of the result.</summary>
    /// <param name="hashLengthInBytes">Bytes of one hash, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is less than 1.</exception>
    protected NonCryptographicHashAlgorithm(int hashLengthInBytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(hashLengthInBytes, 1);
        HashLengthInBytes = hashLengthInBytes;
    }

    /// <summary>Bytes that one hash has.</summary>
    public int HashLengthInBytes { get; }

    /// <summary>Adds bytes to what is hashed.</summary>
    /// <param name="source">The bytes.</param>
    public abstract void Append(ReadOnlySpan<byte> source);

    /// <summary>Forgets everything appended so far.</summary>
    public abstract void Reset();

    /// <summary>Writes the hash of everything appended so far, without changing the state.</summary>
    /// <param name="destination">Exactly <see cref="HashLengthInBytes"/> bytes.</param>
    protected abstract void GetCurrentHashCore(Span<byte> destination);

    /// <summary>Writes the hash and then resets.</summary>
    /// <param name="destination">Exactly <see cref="HashLengthInBytes"/> bytes.</param>
    protected virtual void GetHashAndResetCore(Span<byte> destination)
    {
        GetCurrentHashCore(destination);
        Reset();
    }

    /// <summary>Adds bytes to what is hashed.</summary>
    /// <param name="source">The bytes.</param>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> is null.</exception>
    public void Append(byte[] source)
    {
        ArgumentNullException.ThrowIfNull(source);
        Append(source.AsSpan());
    }

    /// <summary>Adds the rest of a stream to what is hashed.</summary>
    /// <param name="stream">Read to its end, left open.</param>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    public void Append(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var buffer = new byte[StreamBufferSize];
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            Append(buffer.AsSpan(0, read));
        }
    }

    /// <summary>Adds the rest of a stream to what is hashed.</summary>
    /// <param name="stream">Read to its end, left open.</param>
    /// <param name="cancellationToken">Stops reading; what was read stays appended.</param>
    /// <returns>A task that completes at the end of the stream.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    public async Task AppendAsync(Stream stream, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var buffer = new byte[StreamBufferSize];
        for (int read; (read = await stream.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            Append(buffer.AsSpan(0, read));
        }
    }

    /// <summary>The hash of everything appended so far; more may be appended afterwards.</summary>
    /// <returns>A new array of <see cref="HashLengthInBytes"/> bytes.</returns>
    public byte[] GetCurrentHash()
    {
        var hash = new byte[HashLengthInBytes];
        GetCurrentHashCore(hash);
        return hash;
    }

    /// <summary>Writes the hash of everything appended so far.</summary>
    /// <param name="destination">At least <see cref="HashLengthInBytes"/> bytes.</param>
    /// <returns>The number of bytes written.</returns>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too short.</exception>
    public int GetCurrentHash(Span<byte> destination) =>
        TryGetCurrentHash(destination, out var written) ? written : throw TooShort(nameof(destination));

    /// <summary>Writes the hash of everything appended so far, if there is room.</summary>
    /// <param name="destination">Where the hash goes.</param>
    /// <param name="bytesWritten">The number of bytes written, 0 when there is no room.</param>
    /// <returns>False when <paramref name="destination"/> is too short.</returns>
    public bool TryGetCurrentHash(Span<byte> destination, out int bytesWritten)
    {
        if (destination.Length < HashLengthInBytes)
        {
            bytesWritten = 0;
            return false;
        }

        GetCurrentHashCore(destination[..HashLengthInBytes]);
        bytesWritten = HashLengthInBytes;
        return true;
    }

    /// <summary>The hash of everything appended so far; the instance starts anew.</summary>
    /// <returns>A new array of <see cref="HashLengthInBytes"/> bytes.</returns>
    public byte[] GetHashAndReset()
    {
        var hash = new byte[HashLengthInBytes];
        GetHashAndResetCore(hash);
        return hash;
    }

    /// <summary>Writes the hash of everything appended so far; the instance starts anew.</summary>
    /// <param name="destination">At least <see cref="HashLengthInBytes"/> bytes.</param>
    /// <returns>The number of bytes written.</returns>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too short.</exception>
    public int GetHashAndReset(Span<byte> destination) =>
        TryGetHashAndReset(destination, out var written) ? written : throw TooShort(nameof(destination));

    /// <summary>Writes the hash of everything appended so far and starts anew, if there is room.</summary>
    /// <param name="destination">Where the hash goes.</param>
    /// <param name="bytesWritten">The number of bytes written, 0 when there is no room.</param>
    /// <returns>False when <paramref name="destination"/> is too short; the state is then unchanged.</returns>
    public bool TryGetHashAndReset(Span<byte> destination, out int bytesWritten)
    {
        if (destination.Length < HashLengthInBytes)
        {
            bytesWritten = 0;
            return false;
        }

        GetHashAndResetCore(destination[..HashLengthInBytes]);
        bytesWritten = HashLengthInBytes;
        return true;
    }

    /// <summary>Not supported: use <see cref="GetCurrentHash()"/> for the hash of the data.</summary>
    /// <returns>Never.</returns>
    /// <exception cref="NotSupportedException">Always.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [Obsolete("Not the hash of the data: call GetCurrentHash().", error: true)]
#pragma warning disable CS0809 // Obsolete on purpose: the name invites a mistake here.
    public override int GetHashCode() => throw new NotSupportedException("GetHashCode is not the hash of the data; use GetCurrentHash.");
#pragma warning restore CS0809

    private static ArgumentException TooShort(string parameter) => new("The destination is too short for the hash.", parameter);
}
