namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value that is set some time later, and may be set again; readers wait for the first.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
public sealed class ValueSnapshot<T>
    where T : notnull
{
    private readonly TaskCompletionSource<T> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Task<T>? _latest;

    /// <summary>Whether a value has been set; an error does not count.</summary>
    public bool IsValueSet => _latest is { IsCompletedSuccessfully: true };

    /// <summary>Waits for the first value or error, and gives the latest.</summary>
    /// <param name="cancellationToken">Stops the wait.</param>
    public async Task<T> GetValueAsync(CancellationToken cancellationToken = default)
    {
        if (_latest is null)
        {
            await _first.Task.WaitAsync(cancellationToken);
        }

        return await _latest!;
    }

    /// <summary>Sets the value, or replaces it.</summary>
    /// <param name="value">The value.</param>
    public void SetValue(T value)
    {
        _latest = Task.FromResult(value);
        _first.TrySetResult(value);
    }

    /// <summary>Says that there is no value.</summary>
    /// <param name="exception">Why; readers get it.</param>
    public void SetException(Exception exception)
    {
        _latest = Task.FromException<T>(exception);
        if (_first.TrySetException(exception))
        {
            _ = _first.Task.Exception;
        }
    }
}
