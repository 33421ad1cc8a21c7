import { useState, type FormEvent } from 'react';
import { ApiError, reasonOf } from '../api/http';
import { signIn } from '../api/session';
import { queryClient, sessionQuery } from '../queries';
import { Button, Icon, PasswordInput, TextInput } from '../ui';
import './signin.css';

export default function SignInPage() {
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [reason, setReason] = useState('');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setReason('');
    try {
      await signIn(username.trim(), password);
      await queryClient.refetchQueries({ queryKey: sessionQuery.queryKey });
    } catch (error) {
      setReason(error instanceof ApiError && error.status === 401 ? 'This name and password do not fit together.' : reasonOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <main className="signin">
      <title>Sign in · Tocsin</title>
      <form className="signin-box" onSubmit={submit}>
        <h1>
          <Icon name="bell" size={24} /> Tocsin
        </h1>
        <TextInput
          size="sm"
          label="User name"
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          autoFocus
          required
          withAsterisk={false}
          value={username}
          onChange={(event) => setUsername(event.currentTarget.value)}
        />
        <PasswordInput
          label="Password"
          name="password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': 'Show the password', tabIndex: 0 }}
        />
        {reason ? (
          <p className="signin-reason" role="alert">
            {reason}
          </p>
        ) : null}
        <Button type="submit" size="sm" disabled={busy || !username || !password}>
          {busy ? 'Signing in' : 'Sign in'}
        </Button>
        <p className="dim">
          The first start wrote a name and a password to <code>.tocsin/credentials.env</code>.
        </p>
      </form>
    </main>
  );
}
